extension Reactor {
  /// Starts to tell a handler about a descriptor, or changes what it is told.
  ///
  /// On the reactor's thread only. The handler keeps the descriptor open until ``forget(_:)``.
  ///
  /// - Parameter events: none pauses the handler; hang-up and failure are still told.
  /// - Returns: `false` when descriptors of its kind can't be watched.
  package func watch(
    _ descriptor: SharedDescriptor, _ events: DescriptorEvents, _ handler: any ReactorHandler
  ) -> Bool {
    let raw = descriptor.rawValue
    let isKnown = local.handlers[raw] != nil
    local.handlers[raw] = handler
    return selector.watch(raw, events, isKnown: isKnown, isPersistent: true)
  }

  /// Ends what ``watch(_:_:_:)`` began; before the descriptor is closed, on the reactor's thread.
  package func forget(_ descriptor: SharedDescriptor) {
    guard local.handlers.removeValue(forKey: descriptor.rawValue) != nil else { return }
    selector.forget(descriptor.rawValue)
    // An event of this turn must not reach whoever opens a descriptor of the same number next.
    local.events.indices.forEach { index in
      if case .descriptor(descriptor.rawValue, _) = local.events[index] {
        local.events[index] = .timer
      }
    }
  }

  /// Runs a closure once this turn's tasks have run; on the reactor's thread only.
  package func atTurnEnd(_ body: @escaping @Sendable () -> Void) { local.turnEnds.append(body) }

  /// How many descriptors are watched; on the reactor's thread only.
  package var watchedCount: Int { local.handlers.count }
}
