package import WASI
package import WebAssembly

/// One run of a program: its store, and the calls to be made in it, one after the other.
///
/// It makes calls but does not drive them, so that blocking and asynchronous runs share it.
package struct ProgramRun {
  private enum Stage {
    case instantiate, start, initialize, entry, over
  }

  private let program: Program
  private let entry: Program.Entry
  private let linker: Linker
  private let context: WASIContext
  private var instance: Instance?
  private var stage = Stage.instantiate
  private var ending = RunEnding.finished([])
  private var fuelUsed: UInt64 = 0
  /// What the next call may use.
  package private(set) var fuel: UInt64

  /// Prepares a run; nothing of the guest runs yet.
  package init(
    _ program: Program, _ configuration: WASIConfiguration, _ entry: Program.Entry,
    _ limits: RunLimits
  ) throws {
    try program.check(entry)
    self.program = program
    self.entry = entry
    fuel = limits.fuel ?? .max
    let store = Store(limits: limits.store)
    context = try WASIContext(configuration)
    store.attach(context)
    linker = Linker(store: store, imports: program.imports)
  }

  /// The call to make now.
  ///
  /// - Returns: the call, or `nil` when the run is over.
  /// - Throws: `LinkError`.
  package mutating func nextCall() throws -> Call? {
    do {
      while true {
        if let call = try callOfStage() { return call }
        if case .over = stage { return nil }
      }
    } catch let trap as Trap {
      note(.trapped(trap), fuelUsed: 0)
      return nil
    }
  }

  private mutating func callOfStage() throws -> Call? {
    guard let instance else {
      if case .over = stage { return nil }
      self.instance = try linker.instantiate(program.module, runsStart: false)
      stage = .start
      return nil
    }
    switch stage {
    case .instantiate, .over: return nil
    case .start:
      stage = .initialize
      return try instance.startCall()
    case .initialize:
      stage = .entry
      guard program.hasInitializer(before: entry) else { return nil }
      return try instance.start(Program.initializerName)
    case .entry:
      stage = .over
      switch entry {
      case .command: return try instance.start(Program.commandName)
      case .function(let name, let arguments): return try instance.start(name, arguments)
      }
    }
  }

  /// Notes how a call ended; anything but its return ends the run.
  package mutating func note(_ ending: RunEnding, fuelUsed used: UInt64) {
    self.ending = ending
    fuelUsed &+= used
    fuel = fuel == .max ? .max : fuel - min(fuel, used)
    if case .finished = ending { return }
    stage = .over
  }

  /// Whether the instance is there.
  package var hasInstance: Bool { instance != nil }

  /// The bytes of linear memory it has now.
  package var memoryByteCount: UInt64 { instance?.memoryByteCount ?? 0 }

  /// How the last call ended.
  package var lastEnding: RunEnding { ending }

  /// Closes what the guest had open and tells how the run went.
  @discardableResult
  package func finish() -> RunResult {
    context.closeAll()
    return RunResult(
      ending: ending, fuelUsed: fuelUsed, memoryByteCount: instance?.memoryByteCount ?? 0)
  }
}

extension Program {
  /// The function a command starts with.
  package static let commandName = "_start"
  /// The function that prepares a library.
  package static let initializerName = "_initialize"

  /// Checks that there is such an entry.
  fileprivate func check(_ entry: Entry) throws(CallError) {
    let name: String
    switch entry {
    case .command: name = Program.commandName
    case .function(let function, _): name = function
    }
    guard case .function(let type) = module.exportType(name) else {
      throw CallError(.unknownExport, "the module exports no function \"\(name)\"")
    }
    if case .command = entry, type != FunctionType() {
      throw CallError(.typeMismatch, "\"\(name)\" is a function \(type), not a command's start")
    }
  }

  fileprivate func hasInitializer(before entry: Entry) -> Bool {
    guard case .function(let name, _) = entry, name != Program.initializerName else { return false }
    return module.exportType(Program.initializerName) == .function(FunctionType())
  }
}
