/// What the code of a module can refer to, laid out flat.
///
/// The inner loop of validation reads these tables instead of the arrays and enumerations of
/// ``ModuleStructure``, so that it neither retains nor allocates. Everything here is allocated once
/// per module, in proportion to it, and freed with the context.
final class ValidationContext {
  let features: FeatureSet
  let limits: ModuleLimits
  let types: CanonicalTypes
  let declaredFunctions: IndexSet
  let matcher: TypeMatcher

  /// The value types of all signatures, one after the other.
  let pool: UnsafeMutableBufferPointer<UInt32>
  /// The fields of all structures and arrays, one after the other.
  let fields: UnsafeMutableBufferPointer<FlatField>
  /// By type index.
  let composites: UnsafeMutableBufferPointer<FlatComposite>
  /// By function index: the type index.
  let functions: UnsafeMutableBufferPointer<UInt32>
  /// By global index.
  let globals: UnsafeMutableBufferPointer<FlatGlobal>
  /// By table index.
  let tables: UnsafeMutableBufferPointer<FlatTable>
  /// By memory index: the type of addresses.
  let memories: UnsafeMutableBufferPointer<UInt32>
  /// By tag index: the type index.
  let tags: UnsafeMutableBufferPointer<UInt32>
  /// By element segment: the type of its elements.
  let elements: UnsafeMutableBufferPointer<UInt32>
  /// The number of data segments announced before the code, if it was.
  let dataCount: UInt32?

  init(
    _ module: ModuleStructure, types: CanonicalTypes, features: FeatureSet, limits: ModuleLimits,
    declaredFunctions: IndexSet
  ) {
    self.features = features
    self.limits = limits
    self.types = types
    self.declaredFunctions = declaredFunctions
    matcher = TypeMatcher(types.table)
    let layout = SignatureLayout(module.types)
    pool = .copy(layout.pool)
    fields = .copy(layout.fields)
    composites = .copy(layout.composites)
    functions = .copy(module.functions)
    globals = .copy(
      module.globals.map { FlatGlobal(type: $0.value.bits, isMutable: $0.isMutable) })
    tables = .copy(
      module.tables.map {
        FlatTable(element: $0.element.bits, address: $0.addressType.valueType.bits)
      })
    memories = .copy(module.memories.map(\.addressType.valueType.bits))
    tags = .copy(module.tags)
    elements = .copy(module.elementSegments.map(\.type.bits))
    dataCount = module.dataCount
  }

  deinit {
    pool.deallocate()
    fields.deallocate()
    composites.deallocate()
    functions.deallocate()
    globals.deallocate()
    tables.deallocate()
    memories.deallocate()
    tags.deallocate()
    elements.deallocate()
  }

  /// Whether a value of one type is also one of the other.
  func matches(_ type: ValueType, _ expected: ValueType) -> Bool {
    matcher.matches(type.bits, expected.bits)
  }
}

/// A list of value types: a part of the pool, or one type by itself.
struct TypeList: Equatable {
  /// The position in the pool, or the type.
  var start: UInt32
  /// The number of types, or ``single``.
  var count: UInt32

  static let single = UInt32.max
  static let empty = TypeList(start: 0, count: 0)

  init(start: UInt32, count: UInt32) {
    self.start = start
    self.count = count
  }

  /// A list of one type.
  init(_ type: UInt32) {
    start = type
    count = TypeList.single
  }

  /// The number of types.
  var length: Int { count == TypeList.single ? 1 : Int(count) }
}

/// A function, structure or array type.
struct FlatComposite {
  var shape: TypeTable.Shape
  /// Of a function; of a structure, the types of the operands that make one.
  var parameters = TypeList.empty
  /// Of a function.
  var results = TypeList.empty
  /// Of a structure, or the one of an array.
  var firstField: UInt32 = 0
  var fieldCount: UInt32 = 0
  /// Whether all fields have default values.
  var isDefaultable = true
}

/// A field of a structure, or the element of an array.
struct FlatField: Equatable {
  /// The type of the operand that reads or writes it.
  var type: UInt32
  /// The width of a packed integer, or 0.
  var packedBits: UInt8
  var isMutable: Bool
}

struct FlatGlobal {
  var type: UInt32
  var isMutable: Bool
}

struct FlatTable {
  var element: UInt32
  var address: UInt32
}

/// Lays out the types of a module in pools.
private struct SignatureLayout {
  var pool: [UInt32] = []
  var fields: [FlatField] = []
  var composites: [FlatComposite] = []

  init(_ types: [SubType]) {
    composites.reserveCapacity(types.count)
    for type in types {
      var composite = FlatComposite(shape: type.composite.shape)
      switch type.composite {
      case .function(let function):
        composite.parameters = append(function.parameters)
        composite.results = append(function.results)
      case .structure(let members):
        append(members, to: &composite)
        composite.parameters = append(members.map(\.storage.unpacked))
      case .array(let element): append([element], to: &composite)
      }
      composites.append(composite)
    }
  }

  private mutating func append(_ types: [ValueType]) -> TypeList {
    if types.count == 1 { return TypeList(types[0].bits) }
    let start = UInt32(truncatingIfNeeded: pool.count)
    for type in types { pool.append(type.bits) }
    return TypeList(start: start, count: UInt32(truncatingIfNeeded: types.count))
  }

  private mutating func append(_ members: [FieldType], to composite: inout FlatComposite) {
    composite.firstField = UInt32(truncatingIfNeeded: fields.count)
    composite.fieldCount = UInt32(truncatingIfNeeded: members.count)
    for member in members {
      if !member.storage.unpacked.isDefaultable { composite.isDefaultable = false }
      let packedBits: UInt8 =
        switch member.storage {
        case .value: 0
        case .i8: 8
        case .i16: 16
        }
      fields.append(
        FlatField(
          type: member.storage.unpacked.bits, packedBits: packedBits,
          isMutable: member.isMutable))
    }
  }
}

extension UnsafeMutableBufferPointer {
  /// New memory with the elements of an array; the caller frees it.
  fileprivate static func copy(_ array: [Element]) -> Self {
    let buffer = Self.allocate(capacity: array.count)
    _ = buffer.initialize(from: array)
    return buffer
  }
}
