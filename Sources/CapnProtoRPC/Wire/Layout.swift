internal import CapnProto

// The layout of `rpc.capnp`: sizes of its structs, and the numbers of its unions.
//
// https://capnproto.org/rpc.html, `rpc.capnp`

/// What a message is.
enum MessageKind {
  static var unimplemented: UInt16 { 0 }
  static var abort: UInt16 { 1 }
  static var call: UInt16 { 2 }
  static var `return`: UInt16 { 3 }
  static var finish: UInt16 { 4 }
  static var resolve: UInt16 { 5 }
  static var release: UInt16 { 6 }
  static var bootstrap: UInt16 { 8 }
  static var disembargo: UInt16 { 13 }
}

/// What a return brings.
enum ReturnKind {
  static var results: UInt16 { 0 }
  static var exception: UInt16 { 1 }
  static var canceled: UInt16 { 2 }
  static var resultsSentElsewhere: UInt16 { 3 }
  static var takeFromOtherQuestion: UInt16 { 4 }
}

/// Where the results of a call are to go.
enum ResultsKind {
  static var caller: UInt16 { 0 }
  static var yourself: UInt16 { 1 }
}

/// What a capability descriptor says.
enum DescriptorKind {
  static var none: UInt16 { 0 }
  static var senderHosted: UInt16 { 1 }
  static var senderPromise: UInt16 { 2 }
  static var receiverHosted: UInt16 { 3 }
  static var receiverAnswer: UInt16 { 4 }
  static var thirdPartyHosted: UInt16 { 5 }
}

/// Which way a disembargo goes.
enum DisembargoKind {
  static var senderLoopback: UInt16 { 0 }
  static var receiverLoopback: UInt16 { 1 }
}

/// The sizes of the structs.
enum Size {
  static var message: StructSize { StructSize(dataWords: 1, pointerCount: 1) }
  static var bootstrap: StructSize { StructSize(dataWords: 1, pointerCount: 1) }
  static var call: StructSize { StructSize(dataWords: 3, pointerCount: 3) }
  static var `return`: StructSize { StructSize(dataWords: 2, pointerCount: 1) }
  static var finish: StructSize { StructSize(dataWords: 1, pointerCount: 0) }
  static var resolve: StructSize { StructSize(dataWords: 1, pointerCount: 1) }
  static var release: StructSize { StructSize(dataWords: 1, pointerCount: 0) }
  static var disembargo: StructSize { StructSize(dataWords: 1, pointerCount: 1) }
  static var target: StructSize { StructSize(dataWords: 1, pointerCount: 1) }
  static var payload: StructSize { StructSize(dataWords: 0, pointerCount: 2) }
  static var descriptor: StructSize { StructSize(dataWords: 1, pointerCount: 1) }
  static var promisedAnswer: StructSize { StructSize(dataWords: 1, pointerCount: 1) }
  static var step: StructSize { StructSize(dataWords: 1, pointerCount: 0) }
  static var exception: StructSize { StructSize(dataWords: 1, pointerCount: 2) }
}
