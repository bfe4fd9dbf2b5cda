import EngineTesting
import Platform
import WASI
import WebAssembly

extension HostileCase {
  /// What came of a case.
  struct Outcome {
    /// How it ended, in a word.
    var ending = ""
    /// What must not be, if anything.
    var faults: [String] = []
    /// Nanoseconds of processor time that decoding, validating and translating took.
    var preparation: UInt64 = 0
    /// What that may take at most in a release build.
    var allowance: UInt64 = 0
  }

  /// The host's limits: what a guest may take of memory is the host's to say, and the engine's to
  /// hold.
  static var limits: StoreLimits {
    var limits = StoreLimits()
    limits.memoryPages = 256
    limits.tableElements = 100_000
    limits.stackByteCount = 1 << 20
    limits.heapByteCount = 16 << 20
    return limits
  }

  static let memoryAllowance: UInt64 = 64 << 20

  /// Runs the case and looks at what it took.
  mutating func run() -> Outcome {
    var outcome = Outcome()
    Resources.resetPeakMemory()
    let baseline = Resources.peakMemory
    let start = Resources.processorTime
    let module: Module
    do {
      module = try Module(
        bytes: bytes, configuration: ModuleConfiguration(isMetered: isMetered))
      do throws(Trap) {
        try module.translateAll()
      } catch {
        outcome.faults.append("not translated: \(error)")
      }
      outcome.preparation = Resources.processorTime &- start
      outcome.ending = execute(module)
    } catch {
      outcome.preparation = Resources.processorTime &- start
      outcome.ending = "\(error.code)"
      if isValid { outcome.faults.append("a valid module was refused: \(error)") }
    }
    outcome.allowance = UInt64(bytes.count) * 1000 + 10_000_000
    let peak = Resources.peakMemory
    let growth = peak > baseline ? peak - baseline : 0
    if growth > HostileCase.memoryAllowance {
      outcome.faults.append("\(growth >> 20) MiB above baseline")
    }
    return outcome
  }

  private mutating func execute(_ module: Module) -> String {
    let store = Store(limits: HostileCase.limits)
    var configuration = WASIConfiguration()
    configuration.directories = [.memory(MemoryFileSystem(), as: "/")]
    configuration.standardInput = .text("some input\n")
    configuration.limits.transferByteCount = 1 << 16
    guard let context = try? WASIContext(configuration) else { return "no context" }
    store.attach(context)
    var endings: Set<String> = []
    do {
      let linker = Linker(store: store, imports: WASI.imports)
      let instance = try linker.instantiate(module, runsStart: false)
      if let start = try instance.startCall() { endings.insert(try finish(start)) }
      for export in module.structure.exports.prefix(12) where export.kind == .function {
        let type = module.structure.functionType(of: export.index)
        let call = try instance.start(export.name, type.parameters.map { argument($0) })
        endings.insert(try finish(call))
      }
    } catch let trap as Trap {
      endings.insert(trap.code.description)
    } catch let error {
      endings.insert("\(Swift.type(of: error))")
    }
    return endings.sorted().joined(separator: ", ")
  }

  private mutating func argument(_ type: ValueType) -> Value {
    let bits = random.interestingBits()
    switch type {
    case .i32: return .i32(Int32(truncatingIfNeeded: bits))
    case .i64: return .i64(Int64(bitPattern: bits))
    case .f32: return .f32(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .f64: return .f64(Double(bitPattern: bits))
    case .externref: return .external(ExternalReference(bits))
    default: return .function(nil)
    }
  }

  /// Runs a call, stopping it now and then, and ends it after a while.
  private mutating func finish(_ call: Call) throws -> String {
    let interrupter = isMetered ? nil : Interrupter(call.interruptHandle)
    defer { interrupter?.end() }
    for _ in 0..<6 {
      switch try call.resume(fuel: UInt64(random.below(30_000))) {
      case .finished: return "finished"
      case .trapped(let trap): return trap.code.description
      case .interrupted: return "interrupted"
      case .outOfFuel: _ = call.backtrace
      // Resumed without what it waits for, it waits again or goes on; either way it's whole.
      case .suspended: continue
      }
    }
    return "stopped"
  }
}
