// The limits of CapnProtoAsync, each with its reason.
