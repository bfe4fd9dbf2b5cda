import CapnProto
import CapnProtoAsync
import Ganglion
import Testing
import WebAssemblyText

/// A host's view of the far end: a vat that stands where a guest would, over the very transport
/// that guests are reached by.
struct Peer {
  let vat = VatHost()
  let connection: PeerConnection
  let ownEnd: PeerConnection

  /// Connects to a node that offers an object.
  init(_ node: Node, offering client: some CapabilityClient) {
    let (near, far) = DuplexEnd.pair(capacity: 4096)
    connection = node.vat.connect(over: GuestTransport(near), bootstrap: client)
    ownEnd = vat.connect(over: GuestTransport(far))
  }

  func bootstrap<C: CapabilityClient>(as type: C.Type) -> C { ownEnd.bootstrap(as: type) }
}

extension SessionSchema.Executor.Client {
  /// Starts a process.
  func exec(
    _ bytecode: [UInt8], parent: UInt32 = 0, _ session: Session = Session(),
    arguments: [String] = []
  ) -> ProcessSchema.Process.Client {
    exec { params in
      params.setBytecode(bytecode)
      params.ppid = parent
      session.write(to: params.initSession())
      let list = params.initArgs(count: arguments.count)
      for (index, argument) in arguments.enumerated() { list.set(index, argument) }
    }.process
  }
}

enum NodeGuests {
  static func wat(_ body: String, imports: String = "") throws -> [UInt8] {
    try TextFormat.binary(
      from: Array(
        "(module \(imports) (memory (export \"memory\") 1) (func (export \"_start\") \(body)))".utf8
      ))
  }

  static var spins: [UInt8] { get throws { try wat("(loop $l (br $l))") } }

  static func exits(_ code: Int) throws -> [UInt8] {
    try wat(
      "(call $exit (i32.const \(code)))",
      imports: #"(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))"#)
  }
}
