public import WebAssembly

/// Our own engine, for scripts to run on.
public struct StoreScriptEngine: ScriptEngine {
  private let store: Store
  private var linker: Linker
  private let configuration: ModuleConfiguration

  /// An engine with the host module `spectest`.
  ///
  /// - Parameter configuration: how modules are translated.
  /// - Throws: when the store has no room for what `spectest` exports.
  public init(configuration: ModuleConfiguration = ModuleConfiguration()) throws {
    try self.init(configuration: configuration, collectsAlways: false)
  }

  /// The same, with a heap that is collected at every allocation, to find lost references.
  package init(configuration: ModuleConfiguration, collectsAlways: Bool) throws {
    self.configuration = configuration
    store = Store()
    store.collectsAlways = collectsAlways
    linker = Linker(store: store, imports: Self.functions)
    let pages = MemoryType(limits: SizeLimits(minimum: 1, maximum: 2))
    linker.define("spectest", "memory", try store.makeMemory(pages))
    let shared = MemoryType(limits: pages.limits, isShared: true)
    linker.define("spectest", "shared_memory", try store.makeMemory(shared))
    for (name, width) in [("table", AddressType.i32), ("table64", .i64)] {
      let type = TableType(
        element: .funcref, limits: SizeLimits(minimum: 10, maximum: 20), addressType: width)
      try linker.define("spectest", name, Table(store: store, type: type))
    }
    let globals: [(String, ValueType, Value)] = [
      ("global_i32", .i32, .i32(666)), ("global_i64", .i64, .i64(666)),
      ("global_f32", .f32, .f32(666.6)), ("global_f64", .f64, .f64(666.6)),
    ]
    for (name, type, value) in globals {
      let type = GlobalType(value: type, isMutable: false)
      try linker.define("spectest", name, Global(store: store, type: type, value: value))
    }
  }

  private static let functions: Imports = {
    var imports = Imports()
    imports.define("spectest", "print") { _ in }
    imports.define("spectest", "print_i32") { (_, _: Int32) in }
    imports.define("spectest", "print_i64") { (_, _: Int64) in }
    imports.define("spectest", "print_f32") { (_, _: Float) in }
    imports.define("spectest", "print_f64") { (_, _: Double) in }
    imports.define("spectest", "print_i32_f32") { (_, _: Int32, _: Float) in }
    imports.define("spectest", "print_f64_f64") { (_, _: Double, _: Double) in }
    return imports
  }()

  /// What the protocol asks for.
  public mutating func compile(_ bytes: [UInt8]) throws(ScriptFailure) -> Module {
    do throws(ModuleError) {
      return try Module(bytes: bytes, configuration: configuration)
    } catch {
      let stage: ScriptFailure.Stage =
        switch error.code {
        case .malformed: .malformed
        case .unsupported: .unsupported
        default: .invalid
        }
      throw ScriptFailure(stage, error.message)
    }
  }

  /// What the protocol asks for.
  public mutating func instantiate(_ module: Module) throws(ScriptFailure) -> Instance {
    do {
      return try linker.instantiate(module)
    } catch {
      throw failure(error)
    }
  }

  /// What the protocol asks for.
  public mutating func register(_ instance: Instance, as name: String) {
    // An instance this engine made lives in its store.
    try? linker.define(name, instance)
  }

  /// What the protocol asks for.
  public mutating func invoke(
    _ instance: Instance, _ name: String, _ arguments: [ScriptValue]
  ) throws(ScriptFailure) -> [ScriptValue] {
    do {
      let type = try instance.type(ofFunction: name)
      guard type.parameters.count == arguments.count else {
        throw ScriptFailure(.missing, "\(name) takes \(type.parameters.count) arguments")
      }
      let values = zip(arguments, type.parameters).map { value($0, of: $1) }
      return try instance.call(name, arguments: values).map(scriptValue)
    } catch {
      throw failure(error)
    }
  }

  /// What the protocol asks for.
  public mutating func global(
    _ instance: Instance, _ name: String
  ) throws(ScriptFailure) -> ScriptValue {
    guard let global = instance.global(name) else {
      throw ScriptFailure(.missing, "no global \(name)")
    }
    return scriptValue(global.value)
  }

  private func failure(_ error: any Error) -> ScriptFailure {
    switch error {
    case let trap as Trap:
      ScriptFailure(trap.code == .stackExhausted ? .exhaustion : .trap, trap.description)
    case let exception as GuestException: ScriptFailure(.exception, exception.description)
    case let error as LinkError: ScriptFailure(.unlinkable, error.description)
    case let failure as ScriptFailure: failure
    default: ScriptFailure(.missing, "\(error)")
    }
  }

  private func value(_ value: ScriptValue, of type: ValueType) -> Value {
    switch value {
    case .i32(let bits): .i32(Int32(bitPattern: bits))
    case .i64(let bits): .i64(Int64(bitPattern: bits))
    case .f32(let bits): .f32(Float(bitPattern: bits))
    case .f64(let bits): .f64(Double(bitPattern: bits))
    case .v128(let bytes): .v128(bits(bytes.prefix(8)), bits(bytes.dropFirst(8)))
    case .reference(.external(let number)): .external(ExternalReference(number))
    case .reference(.host(let number)):
      .reference(try? store.reference(to: ExternalReference(number)))
    case .reference:
      switch type.heapType {
      case .external, .noExternal: .external(nil)
      case .function, .noFunction: .function(nil)
      case .exception, .noException: .exception(nil)
      default: .reference(nil)
      }
    }
  }

  private func bits(_ bytes: some Collection<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func scriptValue(_ value: Value) -> ScriptValue {
    switch value {
    case .i32(let value): .i32(UInt32(bitPattern: value))
    case .i64(let value): .i64(UInt64(bitPattern: value))
    case .f32(let value): .f32(value.bitPattern)
    case .f64(let value): .f64(value.bitPattern)
    case .v128(let low, let high):
      .v128((0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? low : high) >> UInt64($0 % 8 * 8)) })
    case .function(let reference): .reference(reference == nil ? .null(.function) : .function)
    case .exception(nil): .reference(.null(.exception))
    case .exception: .reference(.exception)
    case .external(nil): .reference(.null(.external))
    case .external(let reference?):
      .reference((reference.value as? UInt32).map { .external($0) } ?? .externalized)
    case .reference(nil): .reference(.null(.any))
    case .reference(let reference?): .reference(kind(of: reference))
    }
  }

  private func kind(of reference: GuestReference) -> ScriptReference {
    switch reference.kind {
    case .structure: .structure
    case .array: .array
    case .integer: .i31(UInt32(bitPattern: reference.integer ?? 0))
    case .external:
      .host((try? store.external(of: reference))?.value as? UInt32 ?? .max)
    }
  }
}
