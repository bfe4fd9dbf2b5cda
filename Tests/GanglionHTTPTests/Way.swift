import CapnProto
import CapnProtoAsync
import Ganglion
import GanglionHTTP
import Platform

/// The two ways to a `Requester`; tests go both.
enum Way: CaseIterable, Sendable {
  case inProcess
  case helper

  /// One node for all tests, and so one helper.
  private static let node = Result { try Node() }

  func requester(_ grant: HTTPGrant) throws -> HTTPSchema.Requester.Client {
    let node = try Way.node.get()
    return switch self {
    case .inProcess: HTTPRequester(grant).client(in: node.vat)
    case .helper: try node.httpRequester(grant, helper: Way.helperPath)
    }
  }

  /// A requester that may ask a server of this machine.
  func requester(
    _ server: LocalServer, _ configure: (inout HTTPGrant) -> Void = { _ in }
  ) throws -> HTTPSchema.Requester.Client {
    var grant = try HTTPGrant.patient("127.0.0.1:\(server.port)")
    configure(&grant)
    return try requester(grant)
  }

  /// Where the helper was built: in the folder of the test bundle.
  static let helperPath: String = {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    var folders: [String] = []
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
      guard let bundle = parts.firstIndex(where: { $0.hasSuffix(".xctest") }) else { continue }
      folders.append(parts[..<bundle].joined(separator: "/"))
    }
    #if DEBUG
      folders.append("\(root)/.build/debug")
    #else
      folders.append("\(root)/.build/release")
    #endif
    let paths = folders.map { ($0.isEmpty ? "." : $0) + "/ganglion-http" }
    return paths.first { ProgramFile.isExecutable($0) } ?? "ganglion-http"
  }()
}

extension HTTPGrant {
  /// A grant with time enough for every request, whatever else the machine has to do.
  static func patient(_ hosts: String...) throws -> HTTPGrant {
    var grant = HTTPGrant()
    for host in hosts { grant.hosts.append(try HTTPHost(host)) }
    grant.limits.timeout = .seconds(600)
    return grant
  }
}

/// An answer, copied out of its message.
struct Fetched: Equatable {
  var status: UInt32
  var body: String
  var error: String

  init(_ response: HTTPSchema.Response.Reader) throws {
    status = response.status
    body = String(decoding: try response.body.bytes, as: UTF8.self)
    error = try response.error.string
  }
}

extension HTTPSchema.Requester.Client {
  func fetch(_ url: String) async throws -> Fetched {
    try Fetched(try await get(url: url).value.response)
  }

  func send(
    _ url: String, _ fields: [(String, String)] = [], _ body: [UInt8] = []
  ) async throws -> Fetched {
    let promise = post { params in
      params.setUrl(url)
      params.setBody(body)
      let list = params.initHeaders(count: fields.count)
      for (index, field) in fields.enumerated() {
        list[index].setKey(field.0)
        list[index].setValue(field.1)
      }
    }
    return try Fetched(try await promise.value.response)
  }
}
