import CapnProto
import CapnProtoAsync
import Ganglion

/// The fields of a request's head that its maker chose.
struct RequestHeaders: Sendable {
  private(set) var fields: [(name: String, value: String)] = []

  /// Fields that decide how or where a message travels; their makers could reach another host behind
  /// the same address, or put a second request into the first.
  private static let reserved: Set<String> = [
    "host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te",
    "trailer", "expect", "proxy-authorization", "proxy-connection",
  ]

  /// Fields that are meant for one server alone.
  private static let personal: Set<String> = ["authorization", "cookie"]

  init() {}

  /// Reads the fields of a request.
  ///
  /// - Throws: what is wrong with them.
  init(
    _ params: HTTPSchema.Requester.PostParams.Reader, _ limits: HTTPLimits
  ) throws(RequestFailure) {
    let list: List<HTTPSchema.Header>.Reader
    do throws(CapnProtoError) { list = try params.headers } catch {
      throw RequestFailure("malformed fields: \(error)")
    }
    guard list.count <= limits.headerCount else {
      throw RequestFailure("\(list.count) fields; at most \(limits.headerCount) are granted")
    }
    var byteCount = 0
    for index in list.indices {
      let (name, value): (TextReader, TextReader)
      do throws(CapnProtoError) {
        (name, value) = (try list[index].key, try list[index].value)
      } catch {
        throw RequestFailure("malformed fields: \(error)")
      }
      byteCount += name.count + value.count + 4
      guard byteCount <= limits.headerByteCount else {
        throw RequestFailure("fields of more than \(limits.headerByteCount) bytes")
      }
      try add(name.string, value.string)
    }
  }

  private mutating func add(_ name: String, _ value: String) throws(RequestFailure) {
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else {
      throw RequestFailure("not the name of a field: \(Self.shown(name))")
    }
    guard !Self.reserved.contains(name.lowercased()) else {
      throw RequestFailure("the field \(name) is not for guests to set")
    }
    guard value.utf8.allSatisfy({ $0 == 0x09 || 0x20...0x7e ~= $0 || $0 >= 0x80 }) else {
      throw RequestFailure("the value of \(name) has control characters")
    }
    fields.append((name, value))
  }

  /// Without what is meant for the first server alone.
  var impersonal: RequestHeaders {
    var copy = self
    copy.fields.removeAll { Self.personal.contains($0.name.lowercased()) }
    return copy
  }

  /// Without what describes a body.
  var bodiless: RequestHeaders {
    var copy = self
    copy.fields.removeAll { $0.name.lowercased().hasPrefix("content-") }
    return copy
  }

  /// The characters of a token.
  ///
  /// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc9110#name-tokens>
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte
      || "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }

  private static func shown(_ name: String) -> String { "\(name.prefix(40).debugDescription)" }
}
