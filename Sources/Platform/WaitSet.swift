/// What somebody waits for: whatever of it comes first.
package struct WaitSet: Sendable {
  /// An interest in a file descriptor, which it keeps open.
  package struct Interest: Sendable {
    package let descriptor: SharedDescriptor
    package let events: DescriptorEvents
  }

  /// On the system's monotonic clock, in nanoseconds.
  package private(set) var deadline: UInt64?
  package private(set) var interests: [Interest] = []
  package private(set) var sources: [any Readiness] = []

  /// Waits for nothing: for ever.
  package init() {}

  /// Adds a deadline; the earliest counts.
  package mutating func add(deadline: UInt64) {
    self.deadline = min(deadline, self.deadline ?? .max)
  }

  package mutating func add(_ descriptor: SharedDescriptor, _ events: DescriptorEvents) {
    interests.append(Interest(descriptor: descriptor, events: events))
  }

  package mutating func add(_ source: any Readiness) { sources.append(source) }
}

/// What a descriptor can be ready for.
package struct DescriptorEvents: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let readable = DescriptorEvents(rawValue: 1)
  package static let writable = DescriptorEvents(rawValue: 2)
  /// The other end is gone; only ever reported, never asked for.
  package static let hangUp = DescriptorEvents(rawValue: 4)
  /// It has failed; only ever reported, never asked for.
  package static let failed = DescriptorEvents(rawValue: 8)
}
