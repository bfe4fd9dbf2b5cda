// Whoever calls capabilities also needs what they and their errors are.
@_exported public import CapnProto
@_exported public import CapnProtoRPC
