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
  }

  package private(set) var functions: [Key: HostFunction] = [:]

  /// No host functions.
  public init() {}

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
    functions[Key(module: module, name: name)] = HostFunction(
      module: module, name: name, type: type, body: .dynamic(body))
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
    functions[Key(module: module, name: name)] = HostFunction(
      module: module, name: name, type: type, body: .slots(body))
  }

  @usableFromInline
  mutating func define(
    _ module: String, _ name: String, type: FunctionType,
    suspending body:
      @escaping @Sendable (borrowing Caller, UnsafeMutablePointer<UInt64>) throws -> HostOutcome
  ) {
    functions[Key(module: module, name: name)] = HostFunction(
      module: module, name: name, type: type, body: .suspending(body))
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
  private let canonical: CanonicalTypes?

  package init(module: String, name: String, type: FunctionType, body: Body) {
    self.module = module
    self.name = name
    self.type = type
    self.body = body
    canonical = CanonicalTypes.hostFunctions([type])
  }

  /// The identity of its type; none that a guest's function has, should identities have run out.
  var canonicalType: UInt32 { canonical?[0] ?? .max }
}
