import Platform
import Testing
import WebAssembly

import WASI

/// Files and their contents, alike on every file system.
@Suite(.serialized) struct FileTests {
  @Test(arguments: FileSystemKind.allCases)
  func writeSeekRead(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    let (errno, file) = try guest.open("file", [.create])
    #expect((errno, file) == (.success, 4))
    #expect(try guest.write(file, "hello world") == (.success, 11))
    #expect(try guest.call { try $0.fdTell($1, file, 64) } == .success)
    #expect(try guest.u64() == 11)
    #expect(try guest.call { try $0.fdSeek($1, file, -5, 1, 64) } == .success)
    #expect(try guest.read(file, 3) == (.success, "wor"))
    #expect(try guest.call { try $0.fdSeek($1, file, -1, 2, 64) } == .success)
    #expect(try guest.read(file, 3) == (.success, "d"))
    #expect(try guest.read(file, 3) == (.success, ""))
    #expect(try guest.call { try $0.fdSeek($1, file, 100, 0, 64) } == .success)
    #expect(try guest.read(file, 3) == (.success, ""))
    #expect(try guest.write(file, "end") == (.success, 3))
    #expect(try guest.status(of: file).1?.size == 103)
    #expect(try guest.call { try $0.fdSeek($1, file, -200, 1, 64) } == .inval)
    #expect(try guest.call { try $0.fdSeek($1, file, .max, 1, 64) } != .success)
    #expect(try guest.call { try $0.fdSeek($1, file, 0, 3, 64) } == .inval)
    #expect(throws: Trap.self) { try guest.call { try $0.fdTell($1, file, .max) } }
    #expect(try guest.close(file) == .success)
    #expect(try guest.close(file) == .badf)
  }

  @Test(arguments: FileSystemKind.allCases)
  func positionedTransfersLeaveThePosition(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    let (_, file) = try guest.open("file", [.create])
    var (list, count) = guest.vectors([guest.put("abc"), guest.put("def")])
    #expect(try guest.call { try $0.fdPwrite($1, file, list, count, 2, 64) } == .success)
    #expect(try guest.u32() == 6)
    (list, count) = guest.vectors([(1000, 2), (2000, 100)])
    #expect(try guest.call { try $0.fdPread($1, file, list, count, 1, 64) } == .success)
    #expect(try guest.u32() == 7)
    #expect(try guest.memory.bytes(at: 1000, count: 2) == [0, 0x61])
    #expect(try guest.memory.string(at: 2000, count: 5) == "bcdef")
    #expect(try guest.read(file, 100) == (.success, "\0\0abcdef"))
    #expect(try guest.call { try $0.fdPread($1, file, list, count, 100, 64) } == .success)
    #expect(try guest.u32() == 0)
    #expect(try guest.call { try $0.fdPread($1, file, list, count, .max, 64) } == .inval)
    #expect(try guest.call { try $0.fdPwrite($1, file, list, count, 1 << 63, 64) } == .inval)
    #expect(try guest.call { try $0.fdPread($1, 99, list, count, 0, 64) } == .badf)
    #expect(try guest.call { try $0.fdPread($1, 3, list, count, 0, 64) } == .badf)
  }

  @Test(arguments: FileSystemKind.allCases)
  func appendingFollowsTheFlag(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    try guest.makeFile("file", "one")
    let (_, file) = try guest.open("file", fdFlags: .append)
    #expect(try guest.write(file, "two") == (.success, 3))
    #expect(try guest.call { try $0.fdFdstatGet($1, file, 64) } == .success)
    #expect(try guest.memory.loadUInt16(at: 66) == 1)
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(file, 0) } == .success)
    #expect(try guest.call { try $0.fdSeek($1, file, 0, 0, 64) } == .success)
    #expect(try guest.write(file, "ONE") == (.success, 3))
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(file, 1) } == .success)
    #expect(try guest.write(file, "!") == (.success, 1))
    #expect(try guest.text("file") == "ONEtwo!")
  }

  @Test(arguments: FileSystemKind.allCases)
  func sizesCanBeSet(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    try guest.makeFile("file", "0123456789")
    let (_, file) = try guest.open("file")
    #expect(try guest.call { try $0.fdFilestatSetSize($1, file, 4) } == .success)
    #expect(try guest.text("file") == "0123")
    #expect(try guest.call { try $0.fdFilestatSetSize($1, file, 6) } == .success)
    #expect(try guest.text("file") == "0123\0\0")
    #expect(try guest.call { try $0.fdFilestatSetSize($1, file, .max) } == .inval)
    #expect(try guest.call { try $0.fdAllocate($1, file, 0, 100) } == .success)
    #expect(try guest.status(of: file).1?.size == 100)
    #expect(try guest.call { try $0.fdAllocate($1, file, 10, 10) } == .success)
    #expect(try guest.status(of: file).1?.size == 100)
    #expect(try guest.call { try $0.fdAllocate($1, file, 0, 0) } == .inval)
    #expect(try guest.call { try $0.fdAllocate($1, file, .max, .max) } == .fbig)
    #expect(try guest.call { try $0.fdAdvise($1, file, 0, 10, 3) } == .success)
    #expect(try guest.call { try $0.fdAdvise($1, file, 0, 10, 6) } == .inval)
    #expect(try guest.call { try $0.fdSync($1, file) } == .success)
    #expect(try guest.call { try $0.fdDatasync($1, file) } == .success)
    #expect(try guest.call { try $0.fdSync($1, 3) } == .success)
    for fd in [UInt32(3), 77] {
      #expect(try guest.call { try $0.fdFilestatSetSize($1, fd, 0) } == .badf)
      #expect(try guest.call { try $0.fdAllocate($1, fd, 0, 1) } == .badf)
      #expect(try guest.call { try $0.fdAdvise($1, fd, 0, 1, 0) } == .badf)
      #expect(try guest.call { try $0.fdSeek($1, fd, 0, 0, 64) } == .badf)
      #expect(try guest.read(fd, 1).0 == .badf)
      #expect(try guest.write(fd, "x").0 == .badf)
    }
    #expect(try guest.call { try $0.fdSync($1, 77) } == .badf)
    #expect(try guest.call { try $0.fdDatasync($1, 77) } == .badf)
  }

  @Test(arguments: FileSystemKind.allCases)
  func openFlagsDoAsTheySay(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    #expect(try guest.open("file").0 == .noent)
    #expect(try guest.open("no/file", [.create]).0 == .noent)
    try guest.makeFile("file", "text")
    #expect(try guest.open("file", [.create, .exclusive]).0 == .exist)
    #expect(try guest.open("file", [.directory]).0 == .notdir)
    #expect(try guest.open("file/x").0 == .notdir)
    #expect(try guest.open("new", [.create, .directory]).0 == .inval)
    #expect(try guest.open("file", [.create]).0 == .success)
    #expect(try guest.text("file") == "text")
    #expect(try guest.open("file", [.truncate], rights: []).0 == .success)
    #expect(try guest.text("file") == "")
    #expect(try guest.makeDirectory("dir") == .success)
    #expect(try guest.open("dir").0 == .isdir)
    #expect(try guest.open("dir", [.directory]).0 == .success)
    #expect(try guest.open("dir", [.truncate]).0 == .isdir)
    #expect(try guest.open("dir", [.create]).0 == .isdir)
    #expect(try guest.openToRead("dir").0 == .success)
    #expect(try guest.openToRead(".").0 == .success)
    #expect(try guest.openToRead("dir/").0 == .success)
    #expect(try guest.openToRead("dir/..").0 == .success)
    #expect(try guest.openToRead("file/").0 == .notdir)
    #expect(try guest.openToRead("file/.").0 == .notdir)
    #expect(try guest.open("new/", [.create]).0 == .isdir)
    #expect(try guest.openToRead("").0 == .noent)
    #expect(try guest.openToRead("a\0b").0 == .inval)
    #expect(try guest.openToRead(String(repeating: "n", count: 300)).0 == .nametoolong)
    #expect(try guest.openToRead(String(repeating: "n/", count: 3000)).0 == .nametoolong)
    #expect(try guest.call { try $0.pathOpen($1, 3, 2, 0, 1, 0, 0, 0, 0, 64) } == .inval)
    #expect(try guest.call { try $0.pathOpen($1, 3, 0, 0, 1, 16, 0, 0, 0, 64) } == .inval)
    #expect(try guest.call { try $0.pathOpen($1, 3, 0, 0, 1, 0, 0, 0, 32, 64) } == .inval)
    #expect(throws: Trap.self) {
      try guest.call { try $0.pathOpen($1, 3, 0, .max, 9, 0, 0, 0, 0, 64) }
    }
    #expect(throws: Trap.self) {
      try guest.call { try $0.pathOpen($1, 3, 0, 0, .max, 0, 0, 0, 0, 64) }
    }
  }

  @Test(arguments: FileSystemKind.allCases)
  func rightsAreEnforced(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    try guest.makeFile("file", "text")
    let (_, file) = try guest.open("file", rights: [.fdRead, .fdTell])
    #expect(try guest.read(file, 4) == (.success, "text"))
    #expect(try guest.write(file, "x").0 == .notcapable)
    #expect(try guest.call { try $0.fdSeek($1, file, 0, 0, 64) } == .notcapable)
    #expect(try guest.call { try $0.fdSeek($1, file, 0, 1, 64) } == .success)
    #expect(try guest.status(of: file).0 == .notcapable)
    #expect(try guest.call { try $0.fdFilestatSetSize($1, file, 0) } == .notcapable)
    #expect(try guest.call { try $0.fdSync($1, file) } == .notcapable)
    #expect(try guest.call { c, _ in try c.fdFdstatSetRights(file, 1 << 5, 0) } == .success)
    #expect(try guest.read(file, 4).0 == .notcapable)
    #expect(try guest.call { c, _ in try c.fdFdstatSetRights(file, 1 << 1, 0) } == .notcapable)
    #expect(try guest.call { c, _ in try c.fdFdstatSetRights(99, 0, 0) } == .badf)
    // A directory passes on no more than it inherits.
    #expect(try guest.makeDirectory("dir") == .success)
    let (_, directory) = try guest.open(
      "dir", [.directory], rights: [.pathOpen, .fdReaddir], inheriting: [.fdRead])
    #expect(try guest.open("x", in: directory, [.create], rights: .fdRead).0 == .notcapable)
    #expect(try guest.open("x", in: directory, rights: .fdWrite).0 == .notcapable)
    #expect(try guest.open("x", in: directory, rights: .fdRead, inheriting: []).0 == .noent)
    #expect(try guest.makeDirectory("d", in: directory) == .notcapable)
    #expect(try guest.unlink("d", in: directory) == .notcapable)
    #expect(try guest.removeDirectory("d", in: directory) == .notcapable)
    #expect(try guest.symlink("d", "e", in: directory) == .notcapable)
    #expect(try guest.readlink("d", in: directory).0 == .notcapable)
    #expect(try guest.rename("d", "e", in: directory) == .notcapable)
    #expect(try guest.rename("d", "e", to: directory) == .notcapable)
    #expect(try guest.link("d", "e", in: directory) == .notcapable)
    #expect(try guest.link("d", "e", to: directory) == .notcapable)
    #expect(try guest.status("d", in: directory).0 == .notcapable)
    #expect(try guest.setTimes("d", in: directory, 0, 0, []) == .notcapable)
    #expect(try guest.call { try $0.fdFdstatGet($1, directory, 64) } == .success)
    #expect(try guest.memory.loadUInt8(at: 64) == 3)
    #expect(try guest.u64(72) == Rights([.pathOpen, .fdReaddir]).rawValue)
    #expect(try guest.u64(80) == Rights.fdRead.rawValue)
  }

  @Test(arguments: FileSystemKind.allCases)
  func timesCanBeSet(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    try guest.makeFile("file", "text")
    #expect(
      try guest.setTimes("file", 1_000_000_007, 2_000_000_009, [.access, .modification])
        == .success)
    var status = try #require(try guest.status("file").1)
    #expect((status.accessed, status.modified) == (1_000_000_007, 2_000_000_009))
    #expect(try guest.setTimes("file", 5, 5, .access) == .success)
    status = try #require(try guest.status("file").1)
    #expect((status.accessed, status.modified) == (5, 2_000_000_009))
    #expect(try guest.setTimes("file", 5, 5, [.modificationNow]) == .success)
    #expect(try #require(try guest.status("file").1).modified > 3_000_000_000)
    #expect(try guest.setTimes("file", 5, 5, [.access, .accessNow]) == .inval)
    #expect(try guest.setTimes("file", 5, 5, [.modification, .modificationNow]) == .inval)
    #expect(try guest.setTimes("file", 5, 5, TimeFlags(rawValue: 16)) == .inval)
    #expect(try guest.setTimes("none", 5, 5, .access) == .noent)
    #expect(try guest.setTimes("file/", 5, 5, .access) == .notdir)
    let (_, file) = try guest.open("file")
    #expect(try guest.call { try $0.fdFilestatSetTimes($1, file, 9, 8, 5) } == .success)
    status = try #require(try guest.status(of: file).1)
    #expect((status.accessed, status.modified) == (9, 8))
    #expect(try guest.call { try $0.fdFilestatSetTimes($1, file, 9, 8, 3) } == .inval)
    #expect(try guest.call { try $0.fdFilestatSetTimes($1, 99, 9, 8, 1) } == .badf)
    #expect(try guest.call { try $0.fdFilestatSetTimes($1, 3, 9, 8, 5) } == .success)
    #expect(try guest.status(".").1?.modified == 8)
    // A link's own times, not its target's.
    #expect(try guest.symlink("file", "link") == .success)
    #expect(
      try guest.setTimes("link", follow: false, 77, 77, [.access, .modification])
        == .success)
    #expect(try guest.status("link", follow: false).1?.modified == 77)
    #expect(try guest.status("link").1?.modified == 8)
  }

  @Test(arguments: FileSystemKind.allCases)
  func readOnlyGrantsRefuseEveryChange(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let writer = try volume.guest()
    try writer.makeFile("file", "text")
    #expect(try writer.makeDirectory("dir") == .success)
    #expect(try writer.symlink("file", "link") == .success)
    let guest = try Guest {
      $0.directories = [volume.grant(as: "/ro", .readOnly), volume.grant(as: "/rw", .readWrite)]
    }
    #expect(try guest.text("file") == "text")
    #expect(try guest.text("link") == "text")
    #expect(try guest.open("file").0 == .rofs)
    #expect(try guest.open("file", [.truncate], rights: .fdRead).0 == .rofs)
    #expect(try guest.open("new", [.create], rights: .fdRead).0 == .rofs)
    #expect(try guest.open("new", [.create, .exclusive], rights: .fdRead).0 == .rofs)
    #expect(try guest.open("file", [.create], rights: .fdRead).0 == .success)
    #expect(try guest.makeDirectory("d") == .rofs)
    #expect(try guest.removeDirectory("dir") == .rofs)
    #expect(try guest.unlink("file") == .rofs)
    #expect(try guest.symlink("file", "l") == .rofs)
    #expect(try guest.rename("file", "f") == .rofs)
    #expect(try guest.rename("file", "f", to: 4) == .rofs)
    #expect(try guest.rename("file", "f", in: 4, to: 3) == .rofs)
    #expect(try guest.link("file", "f") == .rofs)
    #expect(try guest.link("file", "f", to: 4) == .rofs)
    #expect(try guest.setTimes("file", 1, 1, .access) == .rofs)
    let reading: Rights = [.fdRead, .fdFilestatSetTimes, .fdSeek, .fdFilestatGet]
    let (_, file) = try guest.open("file", rights: reading)
    #expect(try guest.call { try $0.fdFilestatSetTimes($1, file, 1, 1, 5) } == .rofs)
    #expect(try guest.call { try $0.fdFilestatSetTimes($1, 3, 1, 1, 5) } == .rofs)
    // Go opens for reading with these rights; they mean nothing here but are no reason to refuse.
    let (goErrno, goFile) = try guest.open(
      "file", rights: Rights.all.subtracting([.fdWrite, .fdDatasync, .fdAllocate, .sockAccept]))
    #expect(goErrno == .success)
    #expect(try guest.read(goFile, 10) == (.success, "text"))
    #expect(try guest.call { try $0.fdFilestatSetSize($1, goFile, 0) } == .rofs)
    // What is opened beneath is read-only, too.
    let (errno, directory) = try guest.open("dir", [.directory])
    #expect(errno == .success)
    #expect(try guest.open("new", in: directory, [.create]).0 == .rofs)
    #expect(try guest.makeDirectory("d", in: directory) == .rofs)
    #expect(try writer.text("file") == "text")
  }

  @Test(arguments: FileSystemKind.allCases)
  func renumberMovesADescriptor(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    try guest.makeFile("a", "A")
    try guest.makeFile("b", "B")
    let (_, a) = try guest.openToRead("a")
    let (_, b) = try guest.openToRead("b")
    #expect(try guest.call { c, _ in try c.fdRenumber(a, b) } == .success)
    #expect(try guest.read(b, 10) == (.success, "A"))
    #expect(try guest.close(a) == .badf)
    #expect(try guest.call { c, _ in try c.fdRenumber(b, a) } == .badf)
    #expect(try guest.call { c, _ in try c.fdRenumber(99, b) } == .badf)
    #expect(try guest.call { c, _ in try c.fdRenumber(b, b) } == .success)
    // The lowest free number comes next.
    #expect(try guest.openToRead("b") == (.success, a))
    // Over a granted directory.
    #expect(try guest.call { c, _ in try c.fdRenumber(a, 3) } == .success)
    #expect(try guest.read(3, 10) == (.success, "B"))
    #expect(try guest.call { try $0.fdPrestatGet($1, 3, 64) } == .badf)
  }

  @Test func descriptorsAreLimited() throws {
    let volume = try Volume(.memory)
    let guest = try Guest {
      $0.directories = [volume.grant()]
      $0.limits.descriptorCount = 8
    }
    for fd in UInt32(4)..<8 { #expect(try guest.open("file\(fd)", [.create]) == (.success, fd)) }
    #expect(try guest.open("more", [.create]).0 == .mfile)
    #expect(try guest.status("more").0 == .noent)
    #expect(try guest.close(6) == .success)
    #expect(try guest.open("more", [.create]) == (.success, 6))
  }

  @Test func grantsAreFoundByGuests() throws {
    let volume = try Volume(.memory)
    let guest = try Guest { $0.directories = [volume.grant(as: "/data"), volume.grant(as: ".")] }
    #expect(try guest.call { try $0.fdPrestatGet($1, 3, 64) } == .success)
    #expect(try guest.u32(64) == 0)
    #expect(try guest.u32(68) == 5)
    #expect(try guest.call { try $0.fdPrestatDirName($1, 3, 1000, 5) } == .success)
    #expect(try guest.memory.string(at: 1000, count: 5) == "/data")
    #expect(try guest.call { try $0.fdPrestatDirName($1, 3, 1000, 4) } == .nametoolong)
    #expect(try guest.call { try $0.fdPrestatDirName($1, 3, 1000, 6) } == .success)
    #expect(throws: Trap.self) {
      try guest.call { try $0.fdPrestatDirName($1, 3, .max - 3, 5) }
    }
    #expect(try guest.call { try $0.fdPrestatGet($1, 4, 64) } == .success)
    #expect(try guest.call { try $0.fdPrestatGet($1, 5, 64) } == .badf)
    #expect(try guest.call { try $0.fdPrestatDirName($1, 5, 0, 0) } == .badf)
    #expect(throws: WASIError.self) {
      try Guest { $0.directories = [.host("/no/such/directory")] }
    }
  }
}
