/// A decoded module: what the sections say, nothing resolved, nothing run.
///
/// Index spaces list imports first, then definitions, as in the specification.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/modules.html
package struct ModuleStructure: Sendable {
  /// The whole binary; every `Range<Int>` below is an offset range into it.
  package var bytes: [UInt8] = []

  /// The type section, flattened: one entry per type index.
  package var types: [SubType] = []
  /// The recursion groups, as consecutive ranges that cover `types`.
  package var recursionGroups = RangeList()
  package var imports: [Import] = []

  /// Type index of every function, imported ones first.
  package var functions: [UInt32] = []
  /// Type of every table, imported ones first.
  package var tables: [TableType] = []
  /// Type of every memory, imported ones first.
  package var memories: [MemoryType] = []
  /// Type of every global, imported ones first.
  package var globals: [GlobalType] = []
  /// Type index of every tag, imported ones first.
  package var tags: [UInt32] = []

  package var importedFunctionCount = 0
  package var importedTableCount = 0
  package var importedMemoryCount = 0
  package var importedGlobalCount = 0
  package var importedTagCount = 0

  /// The initial value of each defined table's elements; `nil` for null.
  package var tableInitializers: [ConstantExpression?] = []
  /// The initial value of each defined global.
  package var globalInitializers: [ConstantExpression] = []
  package var exports: [Export] = []
  /// The exports by name. Filled by validation.
  package var exportTable = PositionTable()
  package var start: UInt32?
  package var elementSegments: [ElementSegment] = []
  package var dataSegments: [DataSegment] = []
  /// The data count section's number, when there is one.
  package var dataCount: UInt32?
  /// One body per defined function.
  package var bodies: [FunctionBody] = []
  package var customSections: [CustomSection] = []
  /// Every section in file order: id, payload range, header offset. For `inspect`.
  package var sections: [SectionRecord] = []
  /// Functions that `ref.func` may name: those that occur outside bodies. Filled by validation.
  package var declaredFunctions = IndexSet()
  /// The types with identities that hold across modules. Filled by validation.
  package var canonicalTypes: CanonicalTypes?

  package init() {}

  package struct Import: Sendable {
    package var module: String
    package var name: String
    package var type: ExternalTypeReference
    package init(module: String, name: String, type: ExternalTypeReference) {
      self.module = module
      self.name = name
      self.type = type
    }
  }

  package struct Export: Sendable {
    package var name: String
    package var kind: ExternalKind
    package var index: UInt32
    package init(name: String, kind: ExternalKind, index: UInt32) {
      self.name = name
      self.kind = kind
      self.index = index
    }
  }

  /// The bytes of a constant expression, its final `end` included.
  package struct ConstantExpression: Sendable {
    package var range: Range<Int>
    package init(range: Range<Int>) { self.range = range }
  }

  package struct ElementSegment: Sendable {
    package enum Mode: Sendable {
      case passive
      case declarative
      case active(table: UInt32, offset: ConstantExpression)
    }
    package enum Items: Sendable {
      case functions([UInt32])
      case expressions([ConstantExpression])
    }
    package var type: ValueType
    package var mode: Mode
    package var items: Items
    package init(type: ValueType, mode: Mode, items: Items) {
      self.type = type
      self.mode = mode
      self.items = items
    }
  }

  package struct DataSegment: Sendable {
    package enum Mode: Sendable {
      case passive
      case active(memory: UInt32, offset: ConstantExpression)
    }
    package var mode: Mode
    package var range: Range<Int>
    package init(mode: Mode, range: Range<Int>) {
      self.mode = mode
      self.range = range
    }
  }

  package struct FunctionBody: Sendable {
    /// The declared locals as runs, in order; parameters not included.
    package var locals: [LocalRun]
    /// The operators, from after the local declarations to after the final `end`.
    package var code: Range<Int>
    package init(locals: [LocalRun], code: Range<Int>) {
      self.locals = locals
      self.code = code
    }
  }

  package struct LocalRun: Sendable {
    package var count: UInt32
    package var type: ValueType
    package init(count: UInt32, type: ValueType) {
      self.count = count
      self.type = type
    }
  }

  package struct CustomSection: Sendable {
    package var name: String
    package var range: Range<Int>
    package init(name: String, range: Range<Int>) {
      self.name = name
      self.range = range
    }
  }

  package struct SectionRecord: Sendable {
    package var id: UInt8
    package var headerOffset: Int
    package var range: Range<Int>
    package init(id: UInt8, headerOffset: Int, range: Range<Int>) {
      self.id = id
      self.headerOffset = headerOffset
      self.range = range
    }
  }

  /// The position of an export by name; none before validation.
  package func exportPosition(_ name: String) -> Int? {
    let name = ExactName(name)
    return exportTable.first(name.keyedHash) { ExactName(exports[$0].name) == name }
  }

  /// The function type of a function index; the index must be in range.
  package func functionType(of index: UInt32) -> FunctionType {
    types[Int(functions[Int(index)])].function ?? FunctionType()
  }
}
