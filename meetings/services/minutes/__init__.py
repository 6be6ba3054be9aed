"""Every write about minutes: begun, written item by item, checked, published, corrected, confirmed."""
