internal import WebAssembly

/// Immediates, by the instruction table.
///
/// Specification: https://webassembly.github.io/spec/core/text/instructions.html
extension ModulePrinter {
  /// Writes what follows the name of an instruction.
  ///
  /// - Parameter depth: how many blocks it is in.
  mutating func immediates(
    _ instruction: Instruction, _ reader: inout BinaryReader, _ locals: PrintedNames.Space,
    depth: Int
  ) throws(ModuleError) {
    switch instruction.immediate {
    case .none: break
    case .zeroByte: try reader.zeroByte()
    case .blockType:
      blockType(try reader.blockType())
      out.text(" (;@\(depth + 1);)")
    case .tryTable:
      blockType(try reader.blockType())
      for _ in 0..<(try reader.count()) { catchClause(try reader.catchClause()) }
      out.text(" (;@\(depth + 1);)")
    case .label: label(try reader.u32(), depth)
    case .labelTable:
      // One more than counted: the default label.
      for _ in 0...(try reader.count()) { out.text(" \(try reader.u32())") }
    case .castBranch:
      let branch = try reader.castBranch()
      out.text(" \(branch.label) ")
      value(branch.source)
      out.text(" ")
      value(branch.target)
    case .local: out.text(" " + locals.reference(try reader.u32()))
    case .function: reference(.function, try reader.u32())
    case .global: reference(.global, try reader.u32())
    case .tag: reference(.tag, try reader.u32())
    case .data: reference(.data, try reader.u32())
    case .element: reference(.element, try reader.u32())
    case .table: optionalReference(.table, try reader.u32())
    case .memory: optionalReference(.memory, try reader.u32())
    case .heapType:
      out.text(" ")
      heap(try reader.heapType())
    case .valueTypes:
      out.text(" (result")
      for _ in 0..<(try reader.count()) {
        out.text(" ")
        value(try reader.valueType())
      }
      out.text(")")
    case .i32, .i64, .f32, .f64, .v128, .lane, .lanes16, .memoryArgument,
      .memoryArgumentAndLane:
      try numbers(instruction, &reader)
    default: try pair(instruction.immediate, try reader.u32(), &reader)
    }
  }

  /// Writes two indices, of which the first has been read.
  private mutating func pair(
    _ kind: ImmediateKind, _ first: UInt32, _ reader: inout BinaryReader
  ) throws(ModuleError) {
    if kind == .typeIndex { return reference(.type, first) }
    let second = try reader.u32()
    switch kind {
    case .typeThenTable:
      optionalReference(.table, second)
      out.text(" (type \(names[.type].reference(first)))")
    case .dataThenMemory:
      optionalReference(.memory, second)
      reference(.data, first)
    case .elementThenTable:
      optionalReference(.table, second)
      reference(.element, first)
    case .memoryMemory: optionalPair(.memory, first, second)
    case .tableTable: optionalPair(.table, first, second)
    default:
      reference(.type, first)
      switch kind {
      case .typeAndField: out.text(" " + field(second, of: first))
      case .typeAndData: reference(.data, second)
      case .typeAndElement: reference(.element, second)
      case .twoTypes: reference(.type, second)
      default: out.text(" \(second)")
      }
    }
  }

  private mutating func reference(_ kind: NameSection.Kind, _ index: UInt32) {
    out.text(" " + names[kind].reference(index))
  }

  private mutating func optionalReference(_ kind: NameSection.Kind, _ index: UInt32) {
    if index != 0 { reference(kind, index) }
  }

  private mutating func optionalPair(
    _ kind: NameSection.Kind, _ first: UInt32, _ second: UInt32
  ) {
    if first == 0 && second == 0 { return }
    reference(kind, first)
    reference(kind, second)
  }

  private mutating func field(_ index: UInt32, of type: UInt32) -> String {
    if let names = fieldNames[type] { return names.reference(index) }
    var count = 0
    if Int(type) < module.types.count,
      case .structure(let fields) = module.types[Int(type)].composite
    {
      count = fields.count
    }
    let space = names.inside(.field, type, count: count)
    fieldNames[type] = space
    return space.reference(index)
  }

  private mutating func label(_ label: UInt32, _ depth: Int) {
    out.text(" \(label)")
    // Comments number blocks from the outside.
    if Int(label) < depth { out.text(" (;@\(depth - Int(label));)") }
  }

  private mutating func blockType(_ type: BlockType) {
    switch type {
    case .empty: break
    case .value(let type): list(" (result", [type])
    case .index(let index): out.text(" (type \(names[.type].reference(index)))")
    }
  }

  private mutating func catchClause(_ clause: CatchClause) {
    if let tag = clause.tag {
      out.text(clause.pushesReference ? " (catch_ref " : " (catch ")
      out.text(names[.tag].reference(tag))
    } else {
      out.text(clause.pushesReference ? " (catch_all_ref" : " (catch_all")
    }
    out.text(" \(clause.label))")
  }
}
