/// Converts messages of `golden.capnp` between formats.
enum Golden {
  static func run(_ arguments: [String]) throws {
    RPCInteropCommand.fail("golden is not there yet", code: 1)
  }
}
