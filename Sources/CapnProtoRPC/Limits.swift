// The limits of CapnProtoRPC, each with its reason.
