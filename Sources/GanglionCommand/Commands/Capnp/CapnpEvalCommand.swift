import CapnProtoCompiler
import Ganglion

/// `ganglion capnp eval`.
enum CapnpEvalCommand {
  static let subcommand = Subcommand(
    name: "capnp eval", abstract: "Show a value that a schema tells.",
    synopsis: "[OPTIONS] SCHEMA NAME",
    options: [
      SchemaLoading.importPath,
      OptionSpecification(
        "output", short: "o", value: "FORMAT",
        "Write text, which is the default, or json; a struct also in any binary format."),
      OptionSpecification("to", value: "FORMAT", "The same as --output."),
      OptionSpecification("binary", short: "b", "The same as -o binary."),
      OptionSpecification("flat", "The same as -o flat."),
      OptionSpecification("packed", short: "p", "The same as -o packed."),
      OptionSpecification("short", "Write without line breaks."),
    ],
    discussion: """
      NAME is a constant of the file SCHEMA, as Outer.name, or a field, as Struct.field, which has
      its default; or a field or an element of a value, as constant.field[4].other. So schemas can
      be configuration files: constants may use other constants and those of imported files.
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
        of: operands[1], as: format(arguments), isPretty: !arguments.has("short"))
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

  private static func format(_ arguments: ParsedArguments) -> String {
    let shorthands = ["binary", "flat", "packed"]
    return arguments.value("output") ?? arguments.value("to")
      ?? shorthands.first(where: arguments.has) ?? "text"
  }
}
