/// What follows an opcode in the binary format.
///
/// Specification: https://webassembly.github.io/spec/core/binary/instructions.html
package enum ImmediateKind: UInt8, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// Empty, a value type, or a type index.
  case blockType
  /// A label index.
  case label
  /// A vector of label indices and a default label.
  case labelTable
  /// A function index.
  case function
  /// A type index, then a table index.
  case typeThenTable
  /// A local index.
  case local
  /// A global index.
  case global
  /// A table index.
  case table
  /// A memory index.
  case memory
  /// A tag index.
  case tag
  /// Alignment, perhaps a memory index, and offset.
  case memoryArgument
  /// A memory argument, then a lane index.
  case memoryArgumentAndLane
  /// A signed 32-bit LEB128.
  case i32
  /// A signed 64-bit LEB128.
  case i64
  /// Four bytes.
  case f32
  /// Eight bytes.
  case f64
  /// Sixteen bytes.
  case v128
  /// A lane index.
  case lane
  /// Sixteen lane indices.
  case lanes16
  /// A heap type.
  case heapType
  /// A type index.
  case typeIndex
  /// A type index, then a field index.
  case typeAndField
  /// A type index, then the number of elements.
  case typeAndCount
  /// A type index, then a data segment index.
  case typeAndData
  /// A type index, then an element segment index.
  case typeAndElement
  /// Two type indices: destination, source.
  case twoTypes
  /// A data segment index, then a memory index.
  case dataThenMemory
  /// An element segment index, then a table index.
  case elementThenTable
  /// Two memory indices: destination, source.
  case memoryMemory
  /// Two table indices: destination, source.
  case tableTable
  /// A data segment index.
  case data
  /// An element segment index.
  case element
  /// A vector of value types.
  case valueTypes
  /// A block type, then a vector of catch clauses.
  case tryTable
  /// Flags, a label index and two heap types.
  case castBranch
  /// A byte that must be zero.
  case zeroByte
}
