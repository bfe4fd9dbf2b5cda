internal import WebAssembly

/// What reading a function body or an expression needs.
struct FunctionState {
  var locals = IndexSpace("local")
  var labels = LabelStack()
  var frames: [Frame] = []
  /// The operators of folded instructions whose operands are being read, one after the other.
  var pending: [UInt8] = []
  var hints: [ModuleDraft.BranchHints.Hint] = []

  /// Something begun that is yet to be closed.
  struct Frame {
    enum Kind {
      /// A folded instruction, whose operands come before its operator.
      case operands
      /// `(block …)`, `(loop …)` or `(try_table …)`.
      case foldedBlock
      /// `(if …` before `(then`.
      case condition
      /// Inside `(then …)`.
      case then
      /// After `(then …)`.
      case afterThen
      /// Inside `(else …)`.
      case `else`
      /// After `(else …)`.
      case afterElse
      /// A block without parentheses.
      case block
      /// An `if` without parentheses, before its `else`.
      case `if`
    }

    var kind: Kind
    /// Where in the pending operators its own starts.
    var pendingStart = 0
    /// The label of a condition; it is not in scope yet.
    var label: Identifier?
    /// The hint for the operator that is still to come.
    var hint: [UInt8]?
  }

  /// Forgets everything.
  mutating func reset() {
    locals.reset()
    labels.removeAll()
    frames.removeAll(keepingCapacity: true)
    pending.removeAll(keepingCapacity: true)
    hints.removeAll()
  }
}
