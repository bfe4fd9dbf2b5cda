// The limits of CapnProtoTransport, each with its reason.
