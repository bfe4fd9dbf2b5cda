// The limits of CapnProto, each with its reason.
