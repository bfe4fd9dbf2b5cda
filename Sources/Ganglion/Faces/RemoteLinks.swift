import CapnProtoAsync
import Platform
import Synchronization
import Processes

/// Links between processes here and ones that are reached over a connection.
///
/// Either side watches the other: the end of the other process, and the loss of the connection,
/// ends its own. With `roundtrip`, who is asked to link asks the other side to do the same.
final class RemoteLinks: Sendable {
  private struct Pair: Hashable {
    let here: UInt64
    let there: UInt64
  }

  private let watches = Guarded<[Pair: Task<Void, Never>]>([:])

  /// Links a process here to one elsewhere.
  ///
  /// - Throws: `RPCError` if the process here has ended, or the other can't be asked.
  func link(
    _ process: GuestProcess, _ other: ProcessSchema.Process.Client, tellsOther: Bool, _ node: Node
  ) async throws {
    let id = UInt64(bitPattern: try await other.id().value.id)
    let pair = Pair(here: process.id, there: id)
    let isThere = process.addLink(id: id) { [weak self] _, _ in self?.forget(pair) }
    guard isThere else { throw RPCError(.failed, "the process has ended") }
    watches.withLock { watches in
      if watches[pair] != nil { return }
      watches[pair] = Task { [weak self] in
        let reason: ExitReason?
        do {
          _ = try await other.monitor().value
          reason = nil
        } catch {
          if Task.isCancelled { return }
          reason = .nodeLost
        }
        process.linkedProcessEnded(id, reason)
        self?.forget(pair)
      }
    }
    if tellsOther {
      _ = try await other.link(other: node.client(of: process), roundtrip: false).value
    }
  }

  /// Undoes a link; there need not be one.
  ///
  /// - Throws: `RPCError` if the other can't be asked.
  func unlink(
    _ process: GuestProcess, _ other: ProcessSchema.Process.Client, tellsOther: Bool, _ node: Node
  ) async throws {
    let id = UInt64(bitPattern: try await other.id().value.id)
    process.removeLink(id: id)
    forget(Pair(here: process.id, there: id))
    if tellsOther {
      _ = try await other.unlink(other: node.client(of: process), roundtrip: false).value
    }
  }

  private func forget(_ pair: Pair) {
    let watch = watches.withLock { $0.removeValue(forKey: pair) }
    watch?.cancel()
  }
}
