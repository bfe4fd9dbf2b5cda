// What a guest written in Swift imports: `import GuestKit`.
//
// The kit is Embedded Swift for `wasm32-unknown-none-wasm`. No target of the package holds it:
// `ganglion build` compiles it, together with the codec, the RPC core and the generated code of the
// schemas that processes and their hosts share, for each guest; their sources travel inside the tool.

@_exported public import CapnProto
@_exported public import CapnProtoRPC
