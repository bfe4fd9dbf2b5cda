/// Runs scripts against an engine and counts what passes.
///
/// Every command counts as one: those that assert nothing pass when they succeed.
public struct ScriptRunner<Engine: ScriptEngine> {
  /// The engine; its state outlives a script.
  public private(set) var engine: Engine
  private var current: Engine.Instance?
  private var instances: [String: Engine.Instance] = [:]
  private var latestDefinition: Engine.Module?
  private var definitions: [String: Engine.Module] = [:]

  /// A runner.
  ///
  /// - Parameter engine: the engine to run on.
  public init(_ engine: Engine) { self.engine = engine }

  /// Runs all commands of a script.
  ///
  /// - Parameters:
  ///   - script: the script.
  ///   - detailLimit: how many failures to report in full.
  /// - Returns: the counts and the first failures.
  public mutating func run(_ script: Script, detailLimit: Int = 20) -> ScriptReport {
    var report = ScriptReport(detailLimit: detailLimit)
    for command in script.commands { report.add(run(command.kind), line: command.line) }
    return report
  }

  private mutating func run(_ kind: Script.Kind) -> ScriptReport.Outcome {
    do throws(ScriptFailure) {
      switch kind {
      case .module(let module):
        try instantiate(module)
        return .passed
      case .definition(let module):
        latestDefinition = nil
        let compiled = try compile(module)
        latestDefinition = compiled
        if let name = module.name { definitions[name] = compiled }
        return .passed
      case .instance(let name, let definition):
        try makeInstance(name, of: definition)
        return .passed
      case .register(let name, let instance):
        engine.register(try self.instance(instance), as: name)
        return .passed
      case .action(let action):
        _ = try perform(action)
        return .passed
      case .assertReturn(let action, let patterns):
        return compare(try perform(action), with: patterns)
      default: return expectFailure(kind)
      }
    } catch {
      return error.stage == .unsupported ? .skipped(error.message) : .failed("\(error)")
    }
  }

  private mutating func instantiate(_ module: ScriptModule) throws(ScriptFailure) {
    // Later commands must not run on an older instance in its place.
    current = nil
    if let name = module.name { instances[name] = nil }
    let instance = try engine.instantiate(try compile(module))
    current = instance
    if let name = module.name { instances[name] = instance }
  }

  private mutating func makeInstance(
    _ name: String?, of definition: String?
  ) throws(ScriptFailure) {
    current = nil
    guard let module = definition.map({ definitions[$0] }) ?? latestDefinition else {
      throw ScriptFailure(.missing, "no module definition \(definition ?? "")")
    }
    let instance = try engine.instantiate(module)
    current = instance
    if let name { instances[name] = instance }
  }

  private func instance(_ name: String?) throws(ScriptFailure) -> Engine.Instance {
    guard let instance = name.map({ instances[$0] }) ?? current else {
      throw ScriptFailure(.missing, "no instance \(name ?? "")")
    }
    return instance
  }

  /// Encodes, decodes and validates a module.
  mutating func compile(_ module: ScriptModule) throws(ScriptFailure) -> Engine.Module {
    let binary: [UInt8]
    do throws(TextError) {
      binary = try module.binary()
    } catch {
      throw ScriptFailure(.malformed, error.message)
    }
    return try engine.compile(binary)
  }

  /// Encodes, decodes, validates and instantiates a module that gets no name.
  mutating func instantiateUnnamed(_ module: ScriptModule) throws(ScriptFailure) {
    _ = try engine.instantiate(try compile(module))
  }

  /// Does what an action says.
  mutating func perform(_ action: ScriptAction) throws(ScriptFailure) -> [ScriptValue] {
    switch action {
    case .invoke(let name, let function, let arguments):
      try engine.invoke(try instance(name), function, arguments)
    case .get(let name, let global):
      [try engine.global(try instance(name), global)]
    }
  }

  private func compare(
    _ values: [ScriptValue], with patterns: [ResultPattern]
  ) -> ScriptReport.Outcome {
    guard values.count == patterns.count,
      zip(patterns, values).allSatisfy({ $0.matches($1) })
    else { return .failed("expected \(patterns), got \(values)") }
    return .passed
  }
}
