// The limits of Processes, each with its reason.
