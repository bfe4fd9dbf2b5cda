import CapnProtoCompiler
import Ganglion

/// `ganglion capnp eval`.
enum CapnpEvalCommand {
  static let subcommand = Subcommand(
    name: "capnp eval", abstract: "Show the value of a constant.",
    synopsis: "[OPTIONS] SCHEMA NAME",
    options: [
      SchemaLoading.importPath,
      OptionSpecification(
        "to", value: "FORMAT",
        "Write text, which is the default, or json; a struct also in any binary format."),
      OptionSpecification("short", "Write without line breaks."),
    ],
    discussion: """
      NAME is a constant of the file SCHEMA, as Outer.name. So schemas can be configuration files:
      constants may use other constants and those of imported files.
      """
  ) { arguments in
    let operands = arguments.operands
    guard operands.count == 2 else {
      throw CommandError.usage(
        "expected SCHEMA and NAME", hint: "see: ganglion capnp eval --help")
    }
    let schema = try SchemaLoading.compile([operands[0]], arguments)
    let bytes: [UInt8]
    do throws(MessageConversion.Failure) {
      bytes = try schema.value(
        of: operands[1], as: arguments.value("to") ?? "text", isPretty: !arguments.has("short"))
    } catch {
      throw CommandError.usage("\(error)")
    }
    do throws(FileError) {
      try FileContent.writeStandardOutput(bytes)
    } catch {
      throw CommandError(.output, "\(error)")
    }
    return .success
  }
}
