import CapnProto
import CapnProtoAsync
import Processes

/// A process as a capability: whoever has it may watch and control the process.
final class ProcessFace: ProcessSchema.Process.Server {
  private let process: GuestProcess
  private weak let node: Node?

  init(_ process: GuestProcess, _ node: Node) {
    self.process = process
    self.node = node
  }

  func wait(_ call: ProcessSchema.Process.WaitCall) async throws {
    let status = try await process.wait()
    call.results.exitCode = status.exitCode
  }

  func kill(_ call: ProcessSchema.Process.KillCall) async throws { process.kill() }

  func monitor(_ call: ProcessSchema.Process.MonitorCall) async throws {
    let status = try await process.wait()
    call.results.setEvent(status.reason.description)
  }

  func id(_ call: ProcessSchema.Process.IdCall) async throws {
    call.results.id = Int64(bitPattern: process.id)
  }

  // MARK: Pausing

  /// Tells the process's own handler, if it has one, and stops the process once that has answered,
  /// or has not in time.
  func pause(_ call: ProcessSchema.Process.PauseCall) async throws {
    let node = try node.present
    if let handler = node.handlers.handler(of: process) {
      let told = handler.pause()
      await withTaskGroup(of: Void.self) { group in
        group.addTask { _ = try? await told.value }
        group.addTask { try? await Task.sleep(for: node.limits.pauseGrace) }
        await group.next()
        group.cancelAll()
      }
    }
    process.pause()
  }

  func resume(_ call: ProcessSchema.Process.ResumeCall) async throws {
    process.resume()
    // It hears of it when it runs again; nobody waits for what it does then.
    if let handler = try node.present.handlers.handler(of: process) { handler.resume().detach() }
  }

  // MARK: Links

  func linkLocal(_ call: ProcessSchema.Process.LinkLocalCall) async throws {
    process.linkLocal(call.params.other)
  }

  func unlinkLocal(_ call: ProcessSchema.Process.UnlinkLocalCall) async throws {
    process.unlinkLocal(call.params.other)
  }

  func link(_ call: ProcessSchema.Process.LinkCall) async throws {
    let other = try call.params.other
    if let local = try await other.subject() as? GuestProcess {
      process.link(to: local)
      return
    }
    let node = try node.present
    try await node.remoteLinks.link(process, other, tellsOther: call.params.roundtrip, node)
  }

  func unlink(_ call: ProcessSchema.Process.UnlinkCall) async throws {
    let other = try call.params.other
    if let local = try await other.subject() as? GuestProcess {
      process.unlink(from: local)
      return
    }
    let node = try node.present
    try await node.remoteLinks.unlink(process, other, tellsOther: call.params.roundtrip, node)
  }
}

extension Node {
  /// The capability of a process: the right to watch and control it.
  ///
  /// - Parameter process: a process of this program.
  /// - Returns: the capability.
  public func client(of process: GuestProcess) -> ProcessSchema.Process.Client {
    let face = ProcessFace(process, self)
    return ProcessSchema.Process.Client(
      vat.export(subject: process) { ProcessSchema.Process.dispatch($0, to: face) })
  }
}
