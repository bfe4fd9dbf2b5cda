import CapnProto

/// Converts messages of `golden.capnp` between formats, from standard input to standard output.
enum Golden {
  static func run(_ arguments: [String]) throws {
    var rest = arguments[...]
    guard let name = rest.popFirst() else { return usage() }
    var formats: [String: MessageFormat] = [:]
    while let option = rest.popFirst() {
      guard ["--from", "--to"].contains(option), let value = rest.popFirst() else {
        return usage()
      }
      guard let format = MessageFormat(rawValue: value) else {
        RPCInteropCommand.fail(
          "there is no format '\(value)', only "
            + MessageFormat.allCases.map(\.rawValue).joined(separator: " "))
      }
      formats[option] = format
    }
    guard let source = formats["--from"], let target = formats["--to"] else { return usage() }
    let schemas = try LoadedSchemas(try message())
    guard let type = schemas.type(named: name) else {
      RPCInteropCommand.fail("golden.capnp has no type '\(name)'")
    }
    let converter = MessageConverter(type: type, schemas: schemas)
    Output.write(1, try converter.convert(Output.standardInput(), from: source, to: target))
  }

  private static func usage() {
    RPCInteropCommand.fail("usage: rpc-interop golden TYPE --from FORMAT --to FORMAT")
  }

  private static func message() throws -> Message {
    let bytes = decodeBase64(request)
    var decoder = PackedDecoder(limits: .trusted)
    let message = try bytes.withUnsafeBytes { buffer in
      var rest = buffer
      return try decoder.next(&rest)
    }
    guard let message else { throw CapnProtoError(.truncated) }
    return message
  }

  private static func decodeBase64(_ text: String) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var values = [UInt8](repeating: 255, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    var bytes: [UInt8] = []
    var (bits, count): (UInt32, UInt32) = (0, 0)
    for character in text.utf8 where values[Int(character)] < 64 {
      bits = bits << 6 | UInt32(values[Int(character)])
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return bytes
  }
}
