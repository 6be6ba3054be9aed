"""What is done with open data: settings of the publisher, files of other publishers."""
