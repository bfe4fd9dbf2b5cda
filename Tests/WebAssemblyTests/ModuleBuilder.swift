import WebAssembly

/// Builds modules as bytes, section by section, for tests.
///
/// Methods that define something return its index. Imports must come before definitions of the
/// same kind. Nothing is checked: tests also build what must be refused.
struct ModuleBuilder {
  var types: [[UInt8]] = []
  var imports: [[UInt8]] = []
  var functions: [UInt32] = []
  var bodies: [[UInt8]] = []
  var tables: [[UInt8]] = []
  var memories: [[UInt8]] = []
  var tags: [[UInt8]] = []
  var globals: [[UInt8]] = []
  var exports: [[UInt8]] = []
  var start: UInt32?
  var elements: [[UInt8]] = []
  var hasDataCount = false
  var data: [[UInt8]] = []
  /// Whole custom sections, put at the end.
  var customSections: [[UInt8]] = []
  private var typeCount: UInt32 = 0
  private var importCounts: [ExternalKind: UInt32] = [:]

  static let header: [UInt8] = [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00]

  /// The module.
  var bytes: [UInt8] {
    var bytes = ModuleBuilder.header
    func add(_ id: UInt8, _ items: [[UInt8]]) {
      if !items.isEmpty { bytes += ModuleBuilder.section(id, vector(items)) }
    }
    add(1, types)
    add(2, imports)
    add(3, functions.map { leb($0) })
    add(4, tables)
    add(5, memories)
    add(13, tags)
    add(6, globals)
    add(7, exports)
    if let start { bytes += ModuleBuilder.section(8, leb(start)) }
    add(9, elements)
    if hasDataCount { bytes += ModuleBuilder.section(12, leb(data.count)) }
    add(10, bodies)
    add(11, data)
    return bytes + customSections.flatMap(\.self)
  }

  static func section(_ id: UInt8, _ content: [UInt8]) -> [UInt8] {
    [id] + leb(content.count) + content
  }

  // MARK: Types

  /// Defines a function type.
  mutating func type(_ parameters: [ValueType] = [], _ results: [ValueType] = []) -> UInt32 {
    defineType(functionType(parameters, results))
  }

  /// Defines a type from its bytes.
  mutating func defineType(_ type: [UInt8]) -> UInt32 {
    types.append(type)
    typeCount += 1
    return typeCount - 1
  }

  /// Defines a recursion group; returns the index of its first type.
  mutating func recursionGroup(_ members: [[UInt8]]) -> UInt32 {
    types.append([0x4E] + vector(members))
    typeCount += UInt32(members.count)
    return typeCount - UInt32(members.count)
  }

  // MARK: Imports

  mutating func importFunction(_ module: String, _ name: String, _ type: UInt32) -> UInt32 {
    addImport(module, name, .function, leb(type))
  }

  mutating func importMemory(_ module: String, _ name: String, _ minimum: UInt64) -> UInt32 {
    addImport(module, name, .memory, limits(minimum, nil))
  }

  mutating func importTable(_ module: String, _ name: String, _ minimum: UInt64) -> UInt32 {
    addImport(module, name, .table, code(.funcref) + limits(minimum, nil))
  }

  mutating func importGlobal(
    _ module: String, _ name: String, _ type: ValueType, mutable: Bool = false
  ) -> UInt32 {
    addImport(module, name, .global, code(type) + [mutable ? 1 : 0])
  }

  mutating func addImport(
    _ module: String, _ name: String, _ kind: ExternalKind, _ type: [UInt8]
  ) -> UInt32 {
    imports.append(string(module) + string(name) + [kind.rawValue] + type)
    importCounts[kind, default: 0] += 1
    return importCounts[kind, default: 0] - 1
  }

  // MARK: Definitions

  /// Defines a function; the code gets its final `end` here.
  mutating func function(
    _ type: UInt32, locals: [(count: UInt32, type: ValueType)] = [], _ code: Code = Code()
  ) -> UInt32 {
    let body = vector(locals.map { leb($0.count) + WebAssemblyTests.code($0.type) })
    return rawFunction(type, body + code.bytes + [0x0B])
  }

  /// Defines a function of a new type, perhaps exported.
  @discardableResult
  mutating func function(
    export name: String? = nil, _ parameters: [ValueType] = [], _ results: [ValueType] = [],
    locals: [(count: UInt32, type: ValueType)] = [], _ code: Code
  ) -> UInt32 {
    let index = function(type(parameters, results), locals: locals, code)
    if let name { export(name, .function, index) }
    return index
  }

  /// Defines a function by the bytes of its body, size not included.
  mutating func rawFunction(_ type: UInt32, _ body: [UInt8]) -> UInt32 {
    functions.append(type)
    bodies.append(leb(body.count) + body)
    return importCounts[.function, default: 0] + UInt32(functions.count) - 1
  }

  @discardableResult
  mutating func memory(_ minimum: UInt64, _ maximum: UInt64? = nil, flags: UInt8 = 0) -> UInt32 {
    memories.append(limits(minimum, maximum, flags: flags))
    return importCounts[.memory, default: 0] + UInt32(memories.count) - 1
  }

  @discardableResult
  mutating func table(
    _ element: ValueType = .funcref, _ minimum: UInt64, _ maximum: UInt64? = nil,
    flags: UInt8 = 0, initial: Code? = nil
  ) -> UInt32 {
    let type = code(element) + limits(minimum, maximum, flags: flags)
    tables.append(initial.map { [0x40, 0x00] + type + $0.bytes + [0x0B] } ?? type)
    return importCounts[.table, default: 0] + UInt32(tables.count) - 1
  }

  @discardableResult
  mutating func global(_ type: ValueType, mutable: Bool = false, _ initial: Code) -> UInt32 {
    globals.append(code(type) + [mutable ? 1 : 0] + initial.bytes + [0x0B])
    return importCounts[.global, default: 0] + UInt32(globals.count) - 1
  }

  @discardableResult
  mutating func tag(_ type: UInt32) -> UInt32 {
    tags.append([0] + leb(type))
    return importCounts[.tag, default: 0] + UInt32(tags.count) - 1
  }

  mutating func export(_ name: String, _ kind: ExternalKind, _ index: UInt32) {
    exports.append(string(name) + [kind.rawValue] + leb(index))
  }

  // MARK: Segments and names

  /// An active element segment of table 0.
  @discardableResult
  mutating func element(at offset: Int32 = 0, _ functions: [UInt32]) -> UInt32 {
    rawElement([0] + Code().i32(offset).bytes + [0x0B] + vector(functions.map { leb($0) }))
  }

  /// A declarative element segment, which lets `ref.func` name functions.
  @discardableResult
  mutating func declare(_ functions: [UInt32]) -> UInt32 {
    rawElement([3, 0] + vector(functions.map { leb($0) }))
  }

  /// A passive element segment.
  mutating func passiveElement(_ functions: [UInt32]) -> UInt32 {
    rawElement([1, 0] + vector(functions.map { leb($0) }))
  }

  /// An element segment by its bytes.
  @discardableResult
  mutating func rawElement(_ bytes: [UInt8]) -> UInt32 {
    elements.append(bytes)
    return UInt32(elements.count) - 1
  }

  /// An active data segment of memory 0.
  @discardableResult
  mutating func data(at offset: Int32 = 0, _ bytes: [UInt8]) -> UInt32 {
    data.append([0] + Code().i32(offset).bytes + [0x0B] + leb(bytes.count) + bytes)
    return UInt32(data.count) - 1
  }

  /// A passive data segment.
  mutating func passiveData(_ bytes: [UInt8]) -> UInt32 {
    data.append([1] + leb(bytes.count) + bytes)
    return UInt32(data.count) - 1
  }

  mutating func custom(_ name: String, _ content: [UInt8]) {
    customSections.append(ModuleBuilder.section(0, string(name) + content))
  }

  /// A name section with a module name and names of functions.
  mutating func names(module: String? = nil, functions: [(UInt32, String)]) {
    var content: [UInt8] = []
    if let module { content += ModuleBuilder.section(0, string(module)) }
    let map = functions.map { leb($0.0) + string($0.1) }
    custom("name", content + ModuleBuilder.section(1, vector(map)))
  }
}

// MARK: Encodings

/// An unsigned LEB128.
func leb(_ value: some BinaryInteger) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = UInt64(truncatingIfNeeded: value)
  while rest >= 0x80 {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

/// A signed LEB128.
func signedLEB(_ value: Int64) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = value
  while rest < -0x40 || rest >= 0x40 {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(truncatingIfNeeded: rest) & 0x7F]
}

func vector(_ items: [[UInt8]]) -> [UInt8] { leb(items.count) + items.flatMap(\.self) }

func string(_ text: String) -> [UInt8] { leb(text.utf8.count) + Array(text.utf8) }

func functionType(_ parameters: [ValueType] = [], _ results: [ValueType] = []) -> [UInt8] {
  [0x60] + vector(parameters.map(code)) + vector(results.map(code))
}

func limits(_ minimum: UInt64, _ maximum: UInt64?, flags: UInt8 = 0) -> [UInt8] {
  [flags | (maximum == nil ? 0 : 1)] + leb(minimum) + (maximum.map { leb($0) } ?? [])
}

/// The binary code of a value type.
func code(_ type: ValueType) -> [UInt8] {
  guard let heapType = type.heapType else { return [UInt8(type.bits)] }
  if type.isNullable, let code = heapType.code { return [code] }
  return [type.isNullable ? 0x63 : 0x64] + code(heapType)
}

/// The binary code of a heap type.
func code(_ type: HeapType) -> [UInt8] {
  if let code = type.code { return [code] }
  return signedLEB(Int64(type.typeIndex ?? 0))
}
