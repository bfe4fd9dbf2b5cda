// Filled in with the hostile tests.
