/// The element section: what tables start with.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#element-section
extension ModuleDecoder {
  mutating func elementSection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.elementSegments, of: "element segments")
    module.elementSegments.reserveCapacity(reader.capacity(for: count) / 3)
    for _ in 0..<count { module.elementSegments.append(try elementSegment(&reader)) }
  }

  private func elementSegment(
    _ reader: inout BinaryReader
  ) throws(ModuleError) -> ModuleStructure.ElementSegment {
    let start = reader.position
    // Bit 0: not active; bit 1: declarative, or an explicit table; bit 2: expressions.
    let flags = try reader.u32()
    guard flags < 8 else { throw reader.malformed("malformed elements segment kind", at: start) }
    let isExplicit = flags & 0b11 != 0
    let hasExpressions = flags & 0b100 != 0

    let mode: ModuleStructure.ElementSegment.Mode
    switch flags & 0b11 {
    case 0b01: mode = .passive
    case 0b11: mode = .declarative
    default:
      let table = flags & 0b10 != 0 ? try reader.u32() : 0
      mode = .active(table: table, offset: try reader.constantExpression())
    }

    var type = ValueType.reference(.function, nullable: hasExpressions)
    if isExplicit && hasExpressions {
      type = try reader.referenceType()
    } else if isExplicit {
      guard try reader.byte() == 0 else {
        throw reader.malformed("malformed element kind", at: reader.position - 1)
      }
    }
    let items =
      hasExpressions
      ? ModuleStructure.ElementSegment.Items.expressions(try expressions(&reader))
      : .functions(try functionIndices(&reader))
    return .init(type: type, mode: mode, items: items)
  }

  private func functionIndices(_ reader: inout BinaryReader) throws(ModuleError) -> [UInt32] {
    let count = try reader.count(limit: limits.elementsPerSegment, of: "elements")
    var indices: [UInt32] = []
    indices.reserveCapacity(reader.capacity(for: count))
    for _ in 0..<count { indices.append(try reader.u32()) }
    return indices
  }

  private func expressions(
    _ reader: inout BinaryReader
  ) throws(ModuleError) -> [ModuleStructure.ConstantExpression] {
    let count = try reader.count(limit: limits.elementsPerSegment, of: "elements")
    var expressions: [ModuleStructure.ConstantExpression] = []
    expressions.reserveCapacity(reader.capacity(for: count) / 2)
    for _ in 0..<count { expressions.append(try reader.constantExpression()) }
    return expressions
  }
}
