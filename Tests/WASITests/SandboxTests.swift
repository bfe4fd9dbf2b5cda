import Platform
import Synchronization
import Testing

import WASI

/// No path leads out of a granted directory.
@Suite(.serialized) struct SandboxTests {
  /// A directory with a secret beside the one that is granted.
  private struct Prison {
    let scratch: ScratchDirectory
    let host: Guest

    init() throws {
      scratch = try ScratchDirectory()
      let path = scratch.path
      host = try Guest { $0.directories = [.host(path, as: "/", .readWrite)] }
      try host.makeFile("secret", "secret")
      for name in ["cell", "cell/dir", "cell/dir/deep"] {
        #expect(try host.makeDirectory(name) == .success)
      }
      try host.makeFile("cell/file", "inside")
    }

    /// A symbolic link made by the host, which may point anywhere.
    func plant(_ target: String, _ path: String) throws {
      let directory = try FileDescriptor.open(SystemPath(scratch.path), OpenMode())
      try directory.makeSymbolicLink(SystemPath(path), target: SystemPath(target))
    }

    func guest() throws -> Guest {
      let path = scratch.hostPath("cell")
      return try Guest { $0.directories = [.host(path, as: "/", .readWrite)] }
    }
  }

  /// Tries everything that takes a path on one that leads outside.
  private func expectRefusal(_ guest: Guest, _ path: String, _ reason: Errno) throws {
    #expect(try guest.openToRead(path).0 == reason, "open \(path)")
    #expect(try guest.open(path, [.create], rights: .fdWrite).0 == reason, "create \(path)")
    #expect(try guest.open(path, [.directory], rights: []).0 == reason, "open dir \(path)")
    #expect(try guest.status(path).0 == reason, "status \(path)")
    #expect(try guest.setTimes(path, 1, 1, [.access]) == reason, "times \(path)")
    #expect(try guest.readlink(path + "/x").0 == reason, "readlink \(path)")
    #expect(try guest.makeDirectory(path + "/new") == reason, "mkdir \(path)")
    #expect(try guest.removeDirectory(path + "/x") == reason, "rmdir \(path)")
    #expect(try guest.unlink(path + "/x") == reason, "unlink \(path)")
    #expect(try guest.symlink("x", path + "/new") == reason, "symlink \(path)")
    #expect(try guest.rename(path + "/x", "y") == reason, "rename from \(path)")
    #expect(try guest.rename("file", path + "/x") == reason, "rename to \(path)")
    #expect(try guest.link(path + "/x", "y") == reason, "link from \(path)")
    #expect(try guest.link("file", path + "/x") == reason, "link to \(path)")
  }

  @Test(arguments: [
    "/", "/etc/passwd", "//etc/passwd", "..", "../", "../secret", "../cell/file",
    "dir/../../secret", "dir/deep/../../../secret", "./../secret", "dir/./../.././secret",
    "dir//..//..//secret", "../../../../../../../../etc/passwd", "dir/deep/../../..",
    "../cell", "dir/../..",
  ])
  func plainPathsStayInside(_ path: String) throws {
    let prison = try Prison()
    try expectRefusal(try prison.guest(), path, .perm)
  }

  @Test(arguments: FileSystemKind.allCases)
  func pathsStayInsideOnEveryFileSystem(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    for name in ["dir", "dir/deep"] { #expect(try guest.makeDirectory(name) == .success) }
    try guest.makeFile("file", "")
    for path in ["/x", "..", "../x", "dir/../..", "dir/deep/../../../x"] {
      try expectRefusal(guest, path, .perm)
    }
    // From a directory opened beneath, the way up is closed as well.
    let (errno, directory) = try guest.open("dir", [.directory])
    #expect(errno == .success)
    #expect(try guest.openToRead("../file", in: directory).0 == .perm)
    #expect(try guest.openToRead("deep/../../file", in: directory).0 == .perm)
    #expect(try guest.symlink("../file", "up", in: directory) == .success)
    #expect(try guest.openToRead("up", in: directory).0 == .perm)
    #expect(try guest.openToRead("dir/up").0 == .success)
  }

  @Test(arguments: [
    "/", "/etc", "..", "../secret", "dir/../..", "/proc/self/root", "link2", "dir/chain",
    "../cell/../secret",
  ])
  func linksThatLeadOutsideAreRefused(_ target: String) throws {
    let prison = try Prison()
    try prison.plant(target, "cell/link")
    try prison.plant("../secret", "cell/link2")
    try prison.plant("../../secret", "cell/dir/chain")
    let guest = try prison.guest()
    #expect(try guest.openToRead("link").0 == .perm)
    #expect(try guest.open("link", [.create]).0 == .perm)
    #expect(try guest.open("link", [.directory], rights: []).0 == .perm)
    #expect(try guest.status("link").0 == .perm)
    #expect(try guest.setTimes("link", 1, 1, [.access]) == .perm)
    #expect(try guest.link("link", "hard", follow: true) == .perm)
    for path in ["link/x", "dir/../link/x", "link/../x"] {
      #expect(try guest.openToRead(path).0 == .perm)
      #expect(try guest.makeDirectory(path) == .perm)
      #expect(try guest.unlink(path) == .perm)
      #expect(try guest.rename("file", path) == .perm)
    }
    // The link itself is the guest's to look at and to remove.
    #expect(try guest.readlink("link") == (.success, target))
    #expect(try guest.status("link", follow: false).0 == .success)
    #expect(try guest.unlink("link") == .success)
    #expect(try prison.host.text("secret") == "secret")
  }

  @Test func linksThatStayInsideAreFollowed() throws {
    let prison = try Prison()
    try prison.plant("file", "cell/a")
    try prison.plant("dir/../a", "cell/b")
    try prison.plant("../../b", "cell/dir/deep/c")
    let guest = try prison.guest()
    for path in ["a", "b", "dir/deep/c"] { #expect(try guest.text(path) == "inside") }
  }

  @Test func aHardLinkKeepsItsDirectory() throws {
    let prison = try Prison()
    let guest = try prison.guest()
    #expect(try guest.link("file", "dir/hard") == .success)
    #expect(try guest.text("dir/hard") == "inside")
    #expect(try guest.link("../secret", "stolen") == .perm)
    #expect(try guest.link("file", "../given") == .perm)
  }

  @Test func aDirectoryMovedAwayTakesItsRootAlong() throws {
    let prison = try Prison()
    let guest = try prison.guest()
    let (_, deep) = try guest.open("dir/deep", [.directory])
    #expect(try prison.host.rename("cell/dir/deep", "elsewhere") == .success)
    #expect(try guest.openToRead("..", in: deep).0 == .perm)
    #expect(try guest.openToRead("../secret", in: deep).0 == .perm)
    #expect(try guest.open("new", in: deep, [.create]).0 == .success)
  }

  @Test func farBackIsWalkedAnew() throws {
    let prison = try Prison()
    let guest = try prison.guest()
    var path = ""
    for index in 0..<40 {
      path += "d\(index)/"
      #expect(try guest.makeDirectory(path) == .success)
    }
    let back = String(repeating: "../", count: 40)
    #expect(try guest.text(path + back + "file") == "inside")
    #expect(try guest.text(path + back + path + back + "file") == "inside")
    #expect(try guest.openToRead(path + back + "../secret").0 == .perm)
  }

  /// A thread of the host's swaps a directory for a link to the outside, over and over, while the
  /// guest walks through it.
  @Test func aLinkSwappedInBetweenLeadsNowhere() throws {
    let prison = try Prison()
    try prison.host.makeFile("dir-secret", "")
    #expect(try prison.host.makeDirectory("outside") == .success)
    try prison.host.makeFile("outside/file", "secret")
    try prison.host.makeFile("cell/dir/file", "inside")
    try prison.plant("../outside", "cell/evil")
    let isDone = Flag()
    let directory = try FileDescriptor.open(
      SystemPath(prison.scratch.hostPath("cell")), OpenMode())
    let shared = SharedDescriptor(directory)
    let isStarted = WorkerThread.start {
      guard let dir = try? SystemPath("dir"), let evil = try? SystemPath("evil"),
        let spare = try? SystemPath("spare")
      else { return }
      while !isDone.isSet {
        for (old, new) in [(dir, spare), (evil, dir), (dir, evil), (spare, dir)] {
          try? shared.descriptor.rename(old, to: shared.descriptor, new)
        }
      }
      isDone.acknowledge()
    }
    #expect(isStarted)
    let guest = try prison.guest()
    var successCount = 0
    for round in 0..<3000 {
      let (errno, file) = try guest.openToRead("dir/file")
      if errno == .success {
        successCount += 1
        #expect(try guest.read(file, 100) == (.success, "inside"))
        #expect(try guest.close(file) == .success)
      } else {
        #expect([.perm, .noent, .notdir, .loop].contains(errno))
      }
      let (made, _) = try guest.open("dir/made\(round % 7)", [.create], rights: .fdWrite)
      if made == .success { successCount += 1 }
      _ = try guest.status("dir/file")
      _ = try guest.rename("dir/made\(round % 7)", "dir/moved")
      _ = try guest.unlink("dir/moved")
      for fd in UInt32(4)..<12 { _ = try guest.close(fd) }
    }
    isDone.set()
    isDone.waitForAcknowledgement()
    #expect(successCount > 0)
    let (_, outside) = try prison.host.openToRead("outside")
    #expect(try prison.host.names(outside).sorted() == [".", "..", "file"])
    #expect(try prison.host.text("outside/file") == "secret")
  }
}

/// Tells a thread to stop, and the other that it has.
final class Flag: Sendable {
  private let value = Atomic(false)
  private let acknowledged = Atomic(false)

  var isSet: Bool { value.load(ordering: .acquiring) }
  func set() { value.store(true, ordering: .releasing) }
  func acknowledge() { acknowledged.store(true, ordering: .releasing) }

  func waitForAcknowledgement() {
    guard let waiter = try? ThreadWaiter() else { return }
    while !acknowledged.load(ordering: .acquiring) {
      var set = WaitSet()
      set.add(deadline: Clock.monotonic.now + 1_000_000)
      _ = waiter.wait(for: set)
    }
  }
}
