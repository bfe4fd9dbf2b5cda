import Testing

import WASI

/// The file systems that must behave alike.
enum FileSystemKind: CaseIterable, CustomTestStringConvertible {
  case host, memory

  var testDescription: String { "\(self)" }
}

/// A file system to grant, empty.
struct Volume {
  let scratch: ScratchDirectory?
  let memory: MemoryFileSystem?

  init(_ kind: FileSystemKind) throws {
    scratch = kind == .host ? try ScratchDirectory() : nil
    memory = kind == .memory ? MemoryFileSystem() : nil
  }

  func grant(
    as guestPath: String = "/", _ access: WASIDirectory.Access = .readWrite
  ) -> WASIDirectory {
    if let scratch { return .host(scratch.path, as: guestPath, access) }
    return .memory(memory ?? MemoryFileSystem(), as: guestPath, access)
  }

  /// A guest that has it at descriptor 3.
  func guest(_ access: WASIDirectory.Access = .readWrite) throws -> Guest {
    let guest = try Guest { $0.directories = [grant(access)] }
    guest.keptAlive = scratch
    return guest
  }
}
