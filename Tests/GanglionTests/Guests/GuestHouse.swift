import CapnProtoAsync
import Ganglion
import Testing

/// A node for the guests of `Fixtures/guests`, and what they print.
final class GuestHouse {
  /// Both ways to reach a guest; what holds over one holds over the other.
  static let sockets: [ProcessOptions.Socket] = [.inMemory, .loopback]

  /// Every guest is translated once.
  private static let cache = BytecodeCache()

  let node: Node
  let output = CollectedOutput()
  let errors = CollectedOutput()
  private let socket: ProcessOptions.Socket

  init(_ socket: ProcessOptions.Socket) throws {
    self.socket = socket
    var limits = NodeLimits()
    // A machine that is busy with other tests is slow to let a guest answer.
    limits.pauseGrace = .seconds(600)
    node = try Node(executor: try ProcessExecutor(cache: Self.cache), limits: limits)
  }

  static func bytecode(_ name: String) throws -> [UInt8] {
    try FileContent.read(path: "\(Fixture.root)/Fixtures/guests/\(name).wasm", limit: 64 << 20)
  }

  func options(_ name: String, _ arguments: [String]) throws -> ProcessOptions {
    options(bytecode: try Self.bytecode(name), arguments)
  }

  private func options(bytecode: [UInt8], _ arguments: [String]) -> ProcessOptions {
    var options = ProcessOptions(.bytes(bytecode), arguments: arguments)
    options.socket = socket
    options.standardOutput = .collected(output)
    options.standardError = .collected(errors)
    return options
  }

  /// A session with the right to run processes, which print to where their parents do.
  var session: Session {
    var grant = ExecutorGrant()
    grant.template.socket = socket
    grant.template.standardOutput = .collected(output)
    grant.template.standardError = .collected(errors)
    var session = Session()
    session.executor = node.executorClient(grant)
    session.host = "the house"
    return session
  }

  /// Starts a guest.
  func start(
    _ name: String, _ arguments: String..., session: Session? = nil, parent: UInt32 = 0
  ) throws -> Guest {
    var options = try options(name, arguments)
    options.parent = parent
    return try node.spawn(options, session: session ?? self.session)
  }

  func start(bytecode: [UInt8]) throws -> Guest {
    try node.spawn(options(bytecode: bytecode, []), session: session)
  }

  /// What was printed, by lines.
  var lines: [String] { output.text.split(separator: "\n").map(String.init) }

  /// Waits until a guest has nothing to do.
  func quiet(_ guest: Guest) async throws {
    try await until { guest.process.info?.state == .waiting }
  }

  /// Waits until a line was printed, or something went wrong.
  func printed(_ line: String) async throws {
    try await until { self.lines.contains(line) || !self.errors.text.isEmpty }
  }

  /// Waits until something is so.
  func until(_ condition: () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(1)) }
  }
}
