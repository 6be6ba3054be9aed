"""What is due in commissioning; entered in the register of `panels.due` when the app is ready."""
