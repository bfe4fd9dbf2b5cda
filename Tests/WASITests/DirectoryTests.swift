import Platform
import Testing
import WebAssembly

import WASI

/// Names: making, removing, renaming, linking, listing; alike on every file system.
@Suite(.serialized) struct DirectoryTests {
  @Test(arguments: FileSystemKind.allCases)
  func makeAndRemove(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    #expect(try guest.makeDirectory("dir") == .success)
    #expect(try guest.makeDirectory("dir") == .exist)
    #expect(try guest.makeDirectory("dir/") == .exist)
    #expect(try guest.makeDirectory(".") == .exist)
    #expect(try guest.makeDirectory("slash/") == .success)
    #expect(try guest.makeDirectory("no/dir") == .noent)
    #expect(try guest.makeDirectory("") == .noent)
    #expect(try guest.makeDirectory("dir/sub") == .success)
    #expect(try guest.removeDirectory("dir") == .notempty)
    #expect(try guest.unlink("dir/sub") == .isdir)
    #expect(try guest.unlink("dir/sub/") == .isdir)
    #expect(try guest.removeDirectory("dir/sub/") == .success)
    #expect(try guest.removeDirectory("dir/sub") == .noent)
    #expect(try guest.removeDirectory(".") == .inval)
    #expect(try guest.removeDirectory("dir") == .success)
    try guest.makeFile("file", "")
    #expect(try guest.removeDirectory("file") == .notdir)
    #expect(try guest.removeDirectory("file/") == .notdir)
    #expect(try guest.unlink("file/") == .notdir)
    #expect(try guest.unlink("file") == .success)
    #expect(try guest.unlink("file") == .noent)
    #expect(try guest.makeDirectory("d", in: 99) == .badf)
    let (_, file) = try guest.open("f", [.create])
    #expect(try guest.makeDirectory("d", in: file) == .notdir)
  }

  @Test(arguments: FileSystemKind.allCases)
  func removedFilesLiveWhileOpen(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    let (_, file) = try guest.open("file", [.create])
    #expect(try guest.write(file, "text") == (.success, 4))
    #expect(try guest.unlink("file") == .success)
    #expect(try guest.call { try $0.fdSeek($1, file, 0, 0, 64) } == .success)
    #expect(try guest.read(file, 10) == (.success, "text"))
    #expect(try guest.status(of: file).1?.links == 0)
    if let memory = volume.memory {
      #expect((memory.byteCount, memory.nodeCount) == (4, 2))
      #expect(try guest.close(file) == .success)
      #expect((memory.byteCount, memory.nodeCount) == (0, 1))
    }
    #expect(try guest.makeDirectory("dir") == .success)
    let (_, directory) = try guest.open("dir", [.directory])
    #expect(try guest.removeDirectory("dir") == .success)
    #expect(try guest.open("x", in: directory, [.create]).0 == .noent)
    #expect(try guest.makeDirectory("x", in: directory) == .noent)
    #expect(try guest.status(of: directory).0 == .success)
  }

  @Test(arguments: FileSystemKind.allCases)
  func renames(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    try guest.makeFile("a", "A")
    try guest.makeFile("b", "B")
    #expect(try guest.rename("a", "c") == .success)
    #expect(try guest.status("a").0 == .noent)
    #expect(try guest.rename("c", "b") == .success)
    #expect(try guest.text("b") == "A")
    #expect(try guest.rename("b", "b") == .success)
    #expect(try guest.rename("a", "d") == .noent)
    for name in ["d1", "d2", "d2/sub"] { #expect(try guest.makeDirectory(name) == .success) }
    #expect(try guest.rename("b", "d1") == .isdir)
    #expect(try guest.rename("d1", "b") == .notdir)
    #expect(try guest.rename("d1", "d2") == .notempty)
    #expect(try guest.rename("d2", "d1") == .success)
    #expect(try guest.status("d1/sub").0 == .success)
    #expect(try guest.rename("d1", "d1/sub/x") == .inval)
    #expect(try guest.rename("d1", "d1/sub") != .success)
    #expect(try guest.rename("d1/", "d3/") == .success)
    #expect(try guest.rename("b/", "e") == .notdir)
    #expect(try guest.rename("b", "e/") == .notdir)
    #expect(try guest.rename(".", "e") == .busy)
    #expect(try guest.rename("b", ".") == .busy)
    let (_, sub) = try guest.open("d3/sub", [.directory])
    #expect(try guest.rename("b", "moved", to: sub) == .success)
    #expect(try guest.text("d3/sub/moved") == "A")
    #expect(try guest.rename("moved", "b", in: sub, to: 99) == .badf)
  }

  @Test(arguments: FileSystemKind.allCases)
  func hardLinks(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    try guest.makeFile("file", "text")
    #expect(try guest.link("file", "link") == .success)
    #expect(try guest.status("link").1?.links == 2)
    #expect(try guest.status("link").1?.inode == guest.status("file").1?.inode)
    try guest.makeFile("file", "other")
    #expect(try guest.text("link") == "other")
    #expect(try guest.link("file", "link") == .exist)
    #expect(try guest.link("file", "file") == .exist)
    #expect(try guest.link("none", "x") == .noent)
    #expect(try guest.link("file", "x/") == .noent)
    #expect(try guest.makeDirectory("dir") == .success)
    #expect(try guest.link("dir", "x") == .perm)
    #expect(try guest.link(".", "x") == .perm)
    #expect(try guest.link("file", "dir") == .exist)
    #expect(try guest.symlink("none", "dangling") == .success)
    #expect(try guest.link("file", "dangling") == .exist)
    #expect(try guest.link("dangling", "copy") == .success)
    #expect(try guest.readlink("copy") == (.success, "none"))
    #expect(try guest.link("dangling", "x", follow: true) == .noent)
    #expect(try guest.unlink("file") == .success)
    #expect(try guest.text("link") == "other")
  }

  @Test func differentFileSystemsDoNotMix() throws {
    let (host, memory) = (try Volume(.host), try Volume(.memory))
    let guest = try Guest { $0.directories = [host.grant(), memory.grant()] }
    try guest.makeFile("a", "", in: 3)
    try guest.makeFile("b", "", in: 4)
    #expect(try guest.rename("a", "x", in: 3, to: 4) == .xdev)
    #expect(try guest.rename("b", "x", in: 4, to: 3) == .xdev)
    #expect(try guest.link("a", "x", in: 3, to: 4) == .xdev)
    #expect(try guest.link("b", "x", in: 4, to: 3) == .xdev)
  }

  @Test(arguments: FileSystemKind.allCases)
  func symbolicLinks(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    #expect(try guest.makeDirectory("dir") == .success)
    try guest.makeFile("dir/file", "text")
    #expect(try guest.symlink("dir", "d") == .success)
    #expect(try guest.symlink("d/file", "f") == .success)
    #expect(try guest.symlink("../f", "dir/up") == .success)
    #expect(try guest.text("f") == "text")
    #expect(try guest.text("dir/up") == "text")
    #expect(try guest.text("d/../d/./up") == "text")
    #expect(try guest.readlink("f") == (.success, "d/file"))
    #expect(try guest.readlink("f", 3) == (.success, "d/f"))
    #expect(try guest.readlink("dir").0 == .inval)
    #expect(try guest.readlink("dir/file").0 == .inval)
    #expect(try guest.readlink("none").0 == .noent)
    #expect(try guest.openToRead("f", follow: false).0 == .loop)
    #expect(try guest.open("d", [.directory], follow: false).0 == .notdir)
    #expect(try guest.open("d", [.directory]).0 == .success)
    #expect(try guest.open("f", [.directory]).0 == .notdir)
    #expect(try guest.openToRead("d/", follow: false).0 == .success)
    #expect(try guest.status("f", follow: false).1?.type == .symbolicLink)
    #expect(try guest.status("f").1?.type == .regularFile)
    #expect(try guest.symlink("x", "f") == .exist)
    #expect(try guest.symlink("x", "new/") == .noent)
    #expect(try guest.symlink("x", "dir/") == .exist)
    #expect(try guest.symlink("x", "dir/file/") == .notdir)
    #expect(try guest.symlink("", "new") == .noent)
    #expect(try guest.symlink("/", "new") == .perm)
    #expect(try guest.open("f", [.create, .exclusive]).0 == .exist)
    #expect(try guest.symlink("made", "maker") == .success)
    #expect(try guest.open("maker", [.create]).0 == .success)
    #expect(try guest.status("made").0 == .success)
    #expect(try guest.unlink("f") == .success)
    #expect(try guest.text("dir/file") == "text")
  }

  @Test(arguments: FileSystemKind.allCases)
  func linkLoopsEnd(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    #expect(try guest.symlink("self", "self") == .success)
    #expect(try guest.symlink("b", "a") == .success)
    #expect(try guest.symlink("a/x/y", "b") == .success)
    for name in ["self", "a", "b", "self/x", "a/b"] {
      #expect(try guest.openToRead(name).0 == .loop)
      #expect(try guest.status(name).0 == .loop)
    }
    #expect(try guest.makeDirectory("a/d") == .loop)
    // Forty links are followed, not one more.
    #expect(try guest.makeDirectory("end") == .success)
    #expect(try guest.symlink("end", "l1") == .success)
    for index in 2...41 { #expect(try guest.symlink("l\(index - 1)", "l\(index)") == .success) }
    #expect(try guest.status("l40").1?.type == .directory)
    #expect(try guest.status("l41").0 == .loop)
  }

  @Test(arguments: FileSystemKind.allCases)
  func listings(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    #expect(try guest.names(3) == [".", ".."])
    let wanted = Set((0..<300).map { "name-\($0)" })
    for name in wanted { try guest.makeFile(name, "") }
    #expect(try guest.makeDirectory("name-dir") == .success)
    for limit in [UInt32(64), 100, 1000, 65536, 1 << 20] {
      let names = try guest.names(3, limit: limit)
      #expect(names.count == 303)
      #expect(Set(names) == wanted.union([".", "..", "name-dir"]))
    }
    let (_, entries, _) = try guest.readdir(3, 1 << 20, from: 0)
    let inode = try guest.status(".").1?.inode
    #expect(entries[0].name == "." && entries[0].inode == inode && entries[0].type == 3)
    #expect(entries[1].name == ".." && entries[1].type == 3)
    #expect(entries.first { $0.name == "name-dir" }?.type == 3)
    let first = try #require(entries.first { $0.name == "name-7" })
    #expect(first.type == 4)
    #expect(try guest.status("name-7").1?.inode == first.inode)
    // A listing goes on after the entry whose cookie is given.
    for start in [0, 1, 2, 100, 200] {
      let rest = try guest.readdir(3, 1 << 20, from: entries[start].next).1
      #expect(rest.map(\.name) == entries[(start + 1)...].map(\.name))
    }
    #expect(try guest.readdir(3, 1 << 20, from: try #require(entries.last).next).1.isEmpty)
    // A cookie nobody gave is harmless.
    for cookie in [UInt64.max, 1 << 63, 12345] {
      #expect(try guest.readdir(3, 4096, from: cookie).0 != .badf)
    }
    #expect(try guest.call { try $0.fdReaddir($1, 99, 0, 10, 0, 64) } == .badf)
    let (_, file) = try guest.open("name-1")
    #expect(try guest.call { try $0.fdReaddir($1, file, 0, 10, 0, 64) } == .notdir)
    #expect(throws: Trap.self) {
      try guest.call { try $0.fdReaddir($1, 3, .max - 8, 10, 0, 64) }
    }
  }

  @Test(arguments: FileSystemKind.allCases)
  func aShortBufferCutsTheLastEntry(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    for limit in UInt32(0)...60 {
      #expect(try guest.call { try $0.fdReaddir($1, 3, 1000, limit, 0, 64) } == .success)
      #expect(try guest.u32() == min(limit, 51))
    }
  }

  @Test(arguments: FileSystemKind.allCases)
  func listingsSurviveChanges(_ kind: FileSystemKind) throws {
    let volume = try Volume(kind)
    let guest = try volume.guest()
    for index in 0..<100 { try guest.makeFile("f\(index)", "") }
    // Removing what was just listed neither skips nor repeats anything.
    var cookie: UInt64 = 0
    var seen: [String] = []
    while true {
      let (_, entries, isAtEnd) = try guest.readdir(3, 200, from: cookie)
      for entry in entries where entry.name.first == "f" {
        seen.append(entry.name)
        #expect(try guest.unlink(entry.name) == .success)
      }
      guard !isAtEnd, let last = entries.last else { break }
      cookie = last.next
    }
    #expect(seen.count == 100 && Set(seen).count == 100)
  }
}
