import Synchronization

/// The host functions a module may import, by module and field name.
///
/// It knows no store: built once, it serves any number of instances on any thread. State that
/// belongs to one store is reached through `Caller.store`.
public struct Imports: Sendable {
  package struct Key: Hashable, Sendable {
    package let module: ExactName
    package let name: ExactName

    package init(module: String, name: String) {
      self.module = ExactName(module)
      self.name = ExactName(name)
    }

    fileprivate var keyedHash: Int {
      var hash = KeyedHash()
      module.combine(into: &hash)
      name.combine(into: &hash)
      return hash.finalize()
    }
  }

  /// The functions, each name once.
  package private(set) var functions: [HostFunction] = []
  private var functionsByName = PositionTable()

  /// No host functions.
  public init() {}

  /// The function of a name.
  package func function(_ key: Key) -> HostFunction? {
    functionsByName.first(key.keyedHash) { functions[$0].key == key }.map { functions[$0] }
  }

  private mutating func add(_ function: HostFunction) {
    let hash = function.key.keyedHash
    if let position = functionsByName.first(hash, where: { functions[$0].key == function.key }) {
      functions[position] = function
    } else {
      functionsByName.insert(functions.count, hash)
      functions.append(function)
    }
  }

  /// Adds a host function whose types are known at run time only; it may suspend.
  ///
  /// - Parameters:
  ///   - module: the module name the guest imports from.
  ///   - name: the field name.
  ///   - type: the function's type.
  ///   - body: receives the arguments; throwing ends the guest's call with a trap.
  public mutating func define(
    _ module: String, _ name: String, type: FunctionType,
    body: @escaping @Sendable (borrowing Caller, [Value]) throws -> HostOutcome
  ) {
    add(HostFunction(module: module, name: name, type: type, body: .dynamic(body)))
  }

  /// Adds a typed host function.
  ///
  /// Arguments are read from the guest's frame and results written back without allocating.
  ///
  /// - Parameters:
  ///   - module: the module name the guest imports from.
  ///   - name: the field name.
  ///   - body: the function; throwing ends the guest's call with a trap.
  @inlinable
  public mutating func define<each P: GuestValue, each R: GuestValue>(
    _ module: String, _ name: String,
    _ body: @escaping @Sendable (borrowing Caller, repeat each P) throws -> (repeat each R)
  ) {
    var parameters: [ValueType] = []
    var results: [ValueType] = []
    for type in repeat (each P).self { parameters.append(type.valueType) }
    for type in repeat (each R).self { results.append(type.valueType) }
    define(
      module, name, type: FunctionType(parameters: parameters, results: results),
      slots: { caller, slots in
        var arguments = SlotCursor(slots)
        let values = try body(caller, repeat arguments.next((each P).self))
        var outcome = SlotCursor(slots)
        repeat outcome.put(each values)
      })
  }

  /// Adds a typed host function that may suspend.
  ///
  /// - Parameters:
  ///   - module: the module name the guest imports from.
  ///   - name: the field name.
  ///   - results: the types of the results it gives in its outcome.
  ///   - body: the function; throwing ends the guest's call with a trap.
  @inlinable
  public mutating func defineSuspending<each P: GuestValue>(
    _ module: String, _ name: String, results: [ValueType],
    _ body: @escaping @Sendable (borrowing Caller, repeat each P) throws -> HostOutcome
  ) {
    var parameters: [ValueType] = []
    for type in repeat (each P).self { parameters.append(type.valueType) }
    define(
      module, name, type: FunctionType(parameters: parameters, results: results),
      suspending: { caller, slots in
        var arguments = SlotCursor(slots)
        return try body(caller, repeat arguments.next((each P).self))
      })
  }

  @usableFromInline
  mutating func define(
    _ module: String, _ name: String, type: FunctionType,
    slots body: @escaping @Sendable (borrowing Caller, UnsafeMutablePointer<UInt64>) throws -> Void
  ) {
    add(HostFunction(module: module, name: name, type: type, body: .slots(body)))
  }

  @usableFromInline
  mutating func define(
    _ module: String, _ name: String, type: FunctionType,
    suspending body:
      @escaping @Sendable (borrowing Caller, UnsafeMutablePointer<UInt64>) throws -> HostOutcome
  ) {
    add(HostFunction(module: module, name: name, type: type, body: .suspending(body)))
  }
}

/// Walks over the slots of arguments or results.
@usableFromInline
struct SlotCursor {
  @usableFromInline var position: UnsafeMutablePointer<UInt64>

  @inlinable init(_ position: UnsafeMutablePointer<UInt64>) { self.position = position }

  @inlinable @inline(__always)
  mutating func next<T: GuestValue>(_ type: T.Type) -> T {
    let value = T(slot: position.pointee)
    position += 1
    return value
  }

  @inlinable @inline(__always)
  mutating func put<T: GuestValue>(_ value: T) {
    position.pointee = value.slot
    position += 1
  }
}

/// A host function with its type, shared by all instances that import it.
package final class HostFunction: Sendable {
  package enum Body: Sendable {
    case slots(@Sendable (borrowing Caller, UnsafeMutablePointer<UInt64>) throws -> Void)
    case suspending(
      @Sendable (borrowing Caller, UnsafeMutablePointer<UInt64>) throws -> HostOutcome)
    case dynamic(@Sendable (borrowing Caller, [Value]) throws -> HostOutcome)
  }

  package let module: String
  package let name: String
  package let type: FunctionType
  package let body: Body
  /// What its arguments or results take, whichever are more.
  let slotByteCount: Int
  /// Made when a module first imports it; most of many functions never are.
  private let canonical = AtomicLazyReference<CanonicalTypes>()
  /// What type indices in the type refer to.
  var types: CanonicalTypes? {
    if let types = canonical.load() { return types }
    return CanonicalTypes.hostFunctions([type]).map { canonical.storeIfNil($0) }
  }
  fileprivate var key: Imports.Key { Imports.Key(module: module, name: name) }

  package init(module: String, name: String, type: FunctionType, body: Body) {
    self.module = module
    self.name = name
    self.type = type
    self.body = body
    slotByteCount = Int(Signature(type).linkSlot) * 8
  }

  /// The identity of its type; none that a guest's function has, should identities have run out.
  var canonicalType: UInt32 { types?[0] ?? .max }
}
