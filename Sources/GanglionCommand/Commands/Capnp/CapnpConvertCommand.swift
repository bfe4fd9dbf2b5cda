import CapnProtoCompiler
import Ganglion

/// `ganglion capnp convert`, `decode` and `encode`.
enum CapnpConvertCommand {
  private static let formats = """
    Formats:
      binary       messages with a table of segments in front, as they go over the wire
      packed       the same without most of the zeros
      flat         one message, one segment, nothing in front
      flat-packed  the same without most of the zeros
      canonical    flat, in the one form that equal messages share
      text         struct literals of the schema language
      json         JSON
    """

  private static let from = OptionSpecification("from", value: "FORMAT", "What comes in.")
  private static let to = OptionSpecification("to", value: "FORMAT", "What goes out.")
  private static let short = OptionSpecification(
    "short", "Write text and JSON without line breaks.")

  static let convert = Subcommand(
    name: "capnp convert", abstract: "Convert messages between formats.",
    synopsis: "[OPTIONS] FROM:TO [SCHEMA TYPE]",
    options: [SchemaLoading.importPath, from, to, short],
    discussion: """
      Messages come from standard input and go to standard output. TYPE is a struct of the file
      SCHEMA, as Outer.Inner; both are needed for text and json only. --from and --to can stand in
      the place of FROM:TO.

      \(formats)

        ganglion capnp convert packed:json addressbook.capnp AddressBook < book.packed
      """
  ) { arguments in
    var operands = arguments.operands[...]
    var source = arguments.value("from")
    var target = arguments.value("to")
    if source == nil, target == nil {
      let parts = operands.popFirst().map { $0.split(separator: ":").map(String.init) } ?? []
      guard parts.count == 2 else {
        throw CommandError.usage(
          "expected the formats as FROM:TO", hint: "see: ganglion capnp convert --help")
      }
      (source, target) = (parts[0], parts[1])
    }
    return try run(
      arguments, Array(operands), from: source ?? "binary", to: target ?? "binary")
  }

  static let decode = Subcommand(
    name: "capnp decode", abstract: "Show messages as text.", synopsis: "[OPTIONS] SCHEMA TYPE",
    options: [SchemaLoading.importPath, from, to, short],
    discussion: """
      Messages come from standard input, binary unless --from says otherwise; text goes to standard
      output, or what --to says. TYPE is a struct of the file SCHEMA, as Outer.Inner.

      \(formats)
      """
  ) { arguments in
    try run(
      arguments, arguments.operands, from: arguments.value("from") ?? "binary",
      to: arguments.value("to") ?? "text")
  }

  static let encode = Subcommand(
    name: "capnp encode", abstract: "Make messages of text.", synopsis: "[OPTIONS] SCHEMA TYPE",
    options: [SchemaLoading.importPath, from, to, short],
    discussion: """
      Text comes from standard input, or what --from says; binary messages go to standard output, or
      what --to says. TYPE is a struct of the file SCHEMA, as Outer.Inner.

      \(formats)
      """
  ) { arguments in
    try run(
      arguments, arguments.operands, from: arguments.value("from") ?? "text",
      to: arguments.value("to") ?? "binary")
  }

  private static func run(
    _ arguments: ParsedArguments, _ operands: [String], from source: String, to target: String
  ) throws(CommandError) -> ExitCode {
    let conversion = try conversion(arguments, operands, source, target)
    let input: [UInt8]
    do throws(FileError) {
      input = try FileContent.readStandardInput(limit: 1 << 30)
    } catch {
      throw CommandError(.unreadable, "\(error)")
    }
    let output: [UInt8]
    do throws(MessageConversion.Failure) {
      output = try conversion.convert(input)
    } catch {
      throw CommandError(.invalid, "standard input: \(error)")
    }
    do throws(FileError) {
      try FileContent.writeStandardOutput(output)
    } catch {
      throw CommandError(.output, "\(error)")
    }
    return .success
  }

  private static func conversion(
    _ arguments: ParsedArguments, _ operands: [String], _ source: String, _ target: String
  ) throws(CommandError) -> MessageConversion {
    do {
      guard operands.count <= 2 else {
        throw CommandError.usage("\(operands[2]): expected no more than SCHEMA and TYPE")
      }
      if operands.count < 2, try MessageConversion.needsSchema(from: source, to: target) {
        throw CommandError.usage("text and json need SCHEMA and TYPE")
      }
      let schema =
        operands.count == 2 ? try SchemaLoading.compile([operands[0]], arguments) : nil
      return try MessageConversion(
        from: source, to: target, schema: schema, type: operands.last,
        isPretty: !arguments.has("short"))
    } catch let error as CommandError {
      throw error
    } catch {
      throw .usage("\(error)")
    }
  }
}
