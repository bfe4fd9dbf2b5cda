import Ganglion
import Synchronization
import Testing

@Suite("Asynchronous host functions")
struct AsyncImportTests {
  private func instance(_ imports: Imports) throws -> Instance {
    try Store().instantiate(try Fixture.module("callbacks"), imports: imports)
  }

  /// All that `callbacks` imports, to be replaced in part.
  private func imports() -> Imports {
    var imports = Imports()
    imports.define("host", "add") { (_, a: Int32, b: Int32) -> Int32 in a &+ b }
    imports.define("host", "log") { (_, _: UInt32, _: UInt32) -> Void in }
    imports.define("host", "reenter") { (caller, depth: Int32) -> Int32 in
      try caller.call("bounce", depth)
    }
    return imports
  }

  @Test("The guest waits for a task and gets its result")
  func adds() async throws {
    var imports = imports()
    imports.defineAsync("host", "add") { (a: Int32, b: Int32) -> Int32 in
      await Task.yield()
      return a &+ b
    }
    let instance = try instance(imports)
    #expect(try await instance.run("call_host", Int32(100)) as Int32 == 4950)
  }

  @Test("It reads the guest's memory before it waits")
  func logs() async throws {
    let texts = Texts()
    var imports = imports()
    imports.defineAsync(
      "host", "log",
      reading: { (caller, pointer: UInt32, count: UInt32) throws -> String in
        try caller.memory.string(at: UInt64(pointer), count: UInt64(count))
      },
      perform: { text in texts.add(text) },
      finishing: { (_, _) -> Void in })
    try await instance(imports).run("say_hello")
    #expect(texts.all == ["hello from the guest"])
  }

  @Test("What it throws is the cause of the guest's trap")
  func throwing() async throws {
    struct Problem: Error {}
    var imports = imports()
    imports.defineAsync("host", "add") { (_: Int32, _: Int32) -> Int32 in throw Problem() }
    let instance = try instance(imports)
    let trap = await #expect(throws: Trap.self) {
      try await instance.run("call_host", Int32(1)) as Int32
    }
    #expect(trap?.cause is Problem)
    #expect(trap?.code == .hostError)
  }

  @Test("A call that does not wait for tasks traps instead of hanging")
  func blocking() throws {
    var imports = imports()
    imports.defineAsync("host", "add") { (a: Int32, _: Int32) -> Int32 in a }
    let instance = try instance(imports)
    let trap = #expect(throws: Trap.self) {
      try instance.call("call_host", Int32(1)) as Int32
    }
    #expect(trap?.code == .cannotSuspend)
    let program = Program(module: instance.module, imports: imports)
    let result = try program.runAndWait(entry: .function("call_host", [.i32(1)]))
    guard case .trapped(let other) = result.ending, other.code == .cannotSuspend else {
      Issue.record("ended as \(result.ending)")
      return
    }
  }

  @Test("Cancelling ends the run even when the host function does not care")
  func stubborn() async throws {
    let gate = Gate()
    var imports = imports()
    imports.defineAsync("host", "add") { (a: Int32, _: Int32) -> Int32 in
      await gate.enter()
      return a
    }
    let program = Program(module: try Fixture.module("callbacks"), imports: imports)
    let task = Task {
      try await program.run(entry: .function("call_host", [.i32(1)]))
    }
    await gate.waitForVisitor()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await gate.open()
  }

  @Test("A host function that calls back runs in between")
  func reenters() async throws {
    #expect(try await instance(imports()).run("bounce", Int32(3)) as Int32 == 3)
  }
}

private final class Texts: Sendable {
  private let state = Mutex([String]())
  var all: [String] { state.withLock { $0 } }
  func add(_ text: String) { state.withLock { $0.append(text) } }
}

/// Holds those who enter until it is opened, whether they are cancelled or not.
private actor Gate {
  private var visitors: [CheckedContinuation<Void, Never>] = []
  private var watchers: [CheckedContinuation<Void, Never>] = []
  private var isOpen = false

  func enter() async {
    for watcher in watchers { watcher.resume() }
    watchers = []
    if !isOpen { await withCheckedContinuation { visitors.append($0) } }
  }

  func waitForVisitor() async {
    if visitors.isEmpty { await withCheckedContinuation { watchers.append($0) } }
  }

  func open() {
    isOpen = true
    for visitor in visitors { visitor.resume() }
    visitors = []
  }
}
