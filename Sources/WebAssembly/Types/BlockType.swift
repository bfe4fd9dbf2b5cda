/// The type of a block as written: nothing, one result, or a function type by index.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/instructions.html#control-instructions
package enum BlockType: Hashable, Sendable {
  /// `[] -> []`
  case empty
  /// `[] -> [t]`
  case value(ValueType)
  /// The parameters and results of a function type.
  case index(UInt32)
}
