/// The structure and array types of a module as its code and the collector use them.
final class RuntimeTypes: Sendable {
  /// The types as decoded, for those who read and write fields from outside.
  let types: [SubType]
  let canonical: CanonicalTypes?
  /// The positions of globals that may refer to objects.
  let collectedGlobals: [Int]
  /// The positions of element segments that may.
  let collectedElements: [Int]
  /// Whether there are any such types at all.
  let isEmpty: Bool
  // Safe to share: written once by `init`, freed by `deinit`.
  private nonisolated(unsafe) let records: UnsafeMutablePointer<RuntimeType>
  private nonisolated(unsafe) let displays: UnsafeMutablePointer<UInt32>
  private nonisolated(unsafe) let fields: UnsafeMutablePointer<FieldLayout>
  private nonisolated(unsafe) let references: UnsafeMutablePointer<UInt32>
  private let count: Int

  init(_ structure: ModuleStructure) {
    let table = structure.canonicalTypes?.table
    canonical = structure.canonicalTypes
    collectedGlobals = structure.globals.indices.filter {
      structure.globals[$0].value.isCollected(in: table)
    }
    collectedElements = structure.elementSegments.indices.filter {
      structure.elementSegments[$0].type.isCollected(in: table)
    }
    isEmpty = structure.types.allSatisfy { $0.function != nil }
    types = isEmpty ? [] : structure.types
    count = types.count
    let layout = TypeLayout(types, table ?? TypeTable())
    displays = .copy(layout.displays)
    fields = .copy(layout.fields)
    references = .copy(layout.references)
    records = .allocate(capacity: max(1, count))
    for index in types.indices {
      (records + index).initialize(
        to: layout.record(index, displays: displays, fields: fields, references: references))
      records[index].owner = Unmanaged.passUnretained(self)
    }
  }

  deinit {
    records.deallocate()
    displays.deallocate()
    fields.deallocate()
    references.deallocate()
  }

  /// The record of a type that is a structure or an array.
  subscript(index: UInt32) -> UnsafePointer<RuntimeType> {
    UnsafePointer(records + Int(index))
  }

  /// The type of a field as declared; `nil` when there is none.
  func field(_ field: Int, of type: UInt32) -> FieldType? {
    switch types[Int(type)].composite {
    case .structure(let fields): field >= 0 && field < fields.count ? fields[field] : nil
    case .array(let element): element
    case .function: nil
    }
  }
}

/// Lays out objects, and numbers the supertypes of each type by depth.
private struct TypeLayout {
  var displays: [UInt32] = []
  var fields: [FieldLayout] = []
  var references: [UInt32] = []

  private struct Entry {
    var shape: RuntimeType.Shape = .structure
    var identity: UInt32 = 0
    var byteCount = 0
    var depth = 0
    var firstDisplay = 0
    var firstField = 0
    var fieldCount = 0
    var firstReference = 0
    var isUniform = true
  }

  private var entries: [Entry] = []

  init(_ types: [SubType], _ table: TypeTable) {
    for (index, type) in types.enumerated() {
      var entry = Entry()
      entry.identity = index < table.identities.count ? table.identities[index] : .max
      let parent = type.supertypes.first.map { entries[Int($0)] }
      entry.firstDisplay = displays.count
      if let parent {
        entry.depth = parent.depth + 1
        for depth in 0...parent.depth { displays.append(displays[parent.firstDisplay + depth]) }
      }
      displays.append(entry.identity)
      entry.firstField = fields.count
      entry.firstReference = references.count
      switch type.composite {
      case .function: break
      case .structure(let members): place(members, table, &entry)
      case .array(let element):
        entry.shape = .array
        fields.append(FieldLayout(offset: HeapObject.elements, shift: element.storage.shift))
        if element.storage.unpacked.isCollected(in: table) {
          references.append(HeapObject.elements)
        }
      }
      entry.fieldCount = fields.count - entry.firstField
      entries.append(entry)
    }
    // A position behind the last entry.
    entries.append(Entry(firstReference: references.count))
  }

  /// Places fields one after the other, each at a multiple of its size, so that a subtype begins
  /// like its supertype.
  private mutating func place(_ members: [FieldType], _ table: TypeTable, _ entry: inout Entry) {
    var offset = Int(HeapObject.fields)
    for member in members {
      let shift = member.storage.shift
      let alignment = min(8, 1 << Int(shift))
      offset = (offset + alignment - 1) & ~(alignment - 1)
      fields.append(FieldLayout(offset: UInt32(truncatingIfNeeded: offset), shift: shift))
      if member.storage.unpacked.isCollected(in: table) {
        references.append(UInt32(truncatingIfNeeded: offset))
      }
      if shift != 3 { entry.isUniform = false }
      offset += 1 << Int(shift)
    }
    entry.byteCount = (offset + 7) & ~7
  }

  func record(
    _ index: Int, displays: UnsafePointer<UInt32>, fields: UnsafePointer<FieldLayout>,
    references: UnsafePointer<UInt32>
  ) -> RuntimeType {
    let entry = entries[index]
    let referenceCount = entries[index + 1].firstReference - entry.firstReference
    var type = RuntimeType(
      shape: entry.shape, display: displays + entry.firstDisplay,
      fields: fields + entry.firstField, references: references + entry.firstReference)
    type.holdsReferences = referenceCount > 0
    type.isUniform = entry.isUniform
    type.elementShift = entry.shape == .array ? self.fields[entry.firstField].shift : 0
    type.identity = entry.identity
    type.depth = UInt32(truncatingIfNeeded: entry.depth)
    type.byteCount = UInt32(truncatingIfNeeded: entry.byteCount)
    type.fieldCount = UInt32(truncatingIfNeeded: entry.fieldCount)
    type.referenceCount = UInt32(truncatingIfNeeded: referenceCount)
    type.index = UInt32(truncatingIfNeeded: index)
    return type
  }
}

extension UnsafeMutablePointer {
  /// New memory with the elements of an array; the caller frees it.
  fileprivate static func copy(_ array: [Pointee]) -> Self {
    let memory = Self.allocate(capacity: Swift.max(1, array.count))
    memory.initialize(from: array, count: array.count)
    return memory
  }
}
