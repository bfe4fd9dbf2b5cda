import CapnProtoCompiler

/// `ganglion capnp id`.
enum CapnpIdCommand {
  static let subcommand = Subcommand(
    name: "capnp id", abstract: "Make a new id for a file or a declaration.", synopsis: "",
    options: [],
    discussion: "The id is random; its highest bit is set, as in every id that is written down."
  ) { arguments in
    guard arguments.operands.isEmpty else { throw CommandError.usage("id takes no operands") }
    try Output.write("@0x\(String(SchemaIdentifier.random(), radix: 16))\n")
    return .success
  }
}
