// The limits of CapnProtoCompiler, each with its reason.
