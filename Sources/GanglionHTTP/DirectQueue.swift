import Foundation

/// Runs what a session tells its delegate at once, where it is told.
///
/// Otherwise parts of a body would wait in a queue without bounds while more of them are read.
final class DirectQueue: OperationQueue, @unchecked Sendable {
  // Safe to share: it adds no state.
  #if canImport(FoundationNetworking)
    override func addOperation(_ block: @Sendable @escaping () -> Void) { block() }
  #endif
}
