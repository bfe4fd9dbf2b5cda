/// What a reference designates, as the test decided it: a picture of the world that knows nothing of the implementation.
final class ModelNode {
  enum State {
    case object(Int)
    case pending
    case alias(ModelNode)
    case broken
  }

  var state: State
  /// What has to be known before this can be: the target of the call whose result it is.
  var needs: ModelNode?

  init(_ state: State, needs: ModelNode? = nil) {
    self.state = state
    self.needs = needs
  }

  /// What this is in the end, as far as it was decided.
  var final: State {
    var node = self
    while case .alias(let next) = node.state { node = next }
    return node.state
  }

  /// Whether this can't be known before another node is.
  func reaches(_ other: ModelNode) -> Bool {
    if self === other { return true }
    if case .alias(let next) = state, next.reaches(other) { return true }
    if case .pending = state, let needs { return needs.reaches(other) }
    return false
  }
}
