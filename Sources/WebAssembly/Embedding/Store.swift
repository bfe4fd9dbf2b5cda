/// The unit of ownership for instances that share exports.
///
/// A store has one owner and moves between threads as a whole; nothing of it may be used by two
/// threads at once.
public final class Store {
  private var states: [(type: ObjectIdentifier, state: AnyObject)] = []

  /// A store.
  public init() {}

  /// Attaches state for host functions to find, one per class.
  ///
  /// - Parameter state: replaces what was attached of the same class.
  public func attach<State: AnyObject>(_ state: State) {
    let key = ObjectIdentifier(State.self)
    states.removeAll { $0.type == key }
    states.append((key, state))
  }

  /// The attached state of a class.
  ///
  /// - Parameter type: the class.
  /// - Returns: the state, or `nil` when none was attached.
  public func attached<State: AnyObject>(_ type: State.Type) -> State? {
    let key = ObjectIdentifier(type)
    for entry in states where entry.type == key {
      return unsafeDowncast(entry.state, to: State.self)
    }
    return nil
  }
}
