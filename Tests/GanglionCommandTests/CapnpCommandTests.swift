import Testing

@Suite("ganglion capnp")
struct CapnpCommandTests {
  private static let point = """
    @0xbb0c61c5d8a1f3e8;
    struct Point { x @0 :Int32; y @1 :Int32 = 5; name @2 :Text; }
    struct Outer { struct Inner { p @0 :List(Point); } }
    """

  private func schema(_ text: String = point) throws -> (folder: ScratchFolder, path: String) {
    let folder = try ScratchFolder()
    return (folder, try folder.write("point.capnp", text))
  }

  @Test("Every command has a help")
  func help() throws {
    let list = try Tool.run("capnp", "--help")
    #expect(list.code == 0)
    for name in ["compile", "convert", "decode", "encode", "eval", "id"] {
      #expect(list.output.contains("  \(name) "))
      let own = try Tool.run("capnp", name, "--help")
      #expect(own.code == 0)
      #expect(own.output.contains("Usage: ganglion capnp \(name)"))
      #expect(try Tool.run("help", "capnp", name).output == own.output)
    }
  }

  @Test("Ids are new and have their highest bit set")
  func ids() throws {
    let first = try Tool.run("capnp", "id").output
    let second = try Tool.run("capnp", "id").output
    #expect(first != second)
    for id in [first, second] {
      #expect(id.hasPrefix("@0x"))
      #expect((UInt64(id.dropFirst(3).dropLast(), radix: 16) ?? 0) >= 1 << 63)
    }
  }

  @Test("Swift goes where it is asked for")
  func swift() throws {
    let (folder, path) = try schema()
    let run = try Tool.shell(
      "cd \"\(folder.path)\" && \"$1\" capnp compile -o swift --output out/deep point.capnp"
        + " && cat out/deep/point.capnp.swift")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("Point"))
    let checked = try Tool.run("capnp", "compile", path)
    #expect(checked.code == 0)
    #expect(checked.output.isEmpty && checked.errors.isEmpty)
  }

  @Test("Schema errors name the place, and the exit code says so")
  func errors() throws {
    let (folder, _) = try schema("@0xbb0c61c5d8a1f3e8;\nstruct a { x @0 :Foo; }\n")
    let run = try Tool.shell("cd \"\(folder.path)\" && \"$1\" capnp compile point.capnp")
    #expect(run.code == 65)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("point.capnp:2:8: error: Names of types start with a capital"))
    #expect(run.errors.contains("point.capnp:2:18: error: Not defined: Foo"))
    #expect(run.errors.contains("2 errors"))
    #expect(try Tool.run("capnp", "compile", "/nowhere/x.capnp").code == 66)
  }

  @Test("Command lines that make no sense are refused")
  func usage() throws {
    let (folder, path) = try schema()
    #expect(try Tool.run("capnp").code == 64)
    #expect(try Tool.run("capnp", "compil").errors.contains("did you mean compile?"))
    #expect(try Tool.run("capnp", "compile").code == 64)
    #expect(try Tool.run("capnp", "compile", "-o", "zip", path).code == 64)
    #expect(try Tool.run("capnp", "compile", "--access", "nobody", path).code == 64)
    #expect(try Tool.run("capnp", "compile", "--namespace", "x", path).code == 64)
    #expect(try Tool.run("capnp", "convert", "binary", path, "Point").code == 64)
    #expect(try Tool.run("capnp", "convert", "binary:zip", path, "Point").code == 64)
    #expect(try Tool.run("capnp", "convert", "binary:text").code == 64)
    #expect(try Tool.run("capnp", "decode", path, "Nothing").code == 64)
    #expect(try Tool.run("capnp", "decode", path, "Point", "more").code == 64)
    withExtendedLifetime(folder) {}
  }

  @Test("Messages go from text through every format and back")
  func formats() throws {
    let (folder, path) = try schema()
    let formats = ["binary", "packed", "flat", "flat-packed", "canonical", "json"]
    for format in formats {
      let script = """
        printf '(x = 7, name = "q")' | "$1" capnp convert text:\(format) "\(path)" Point \
        | "$1" capnp convert --short \(format):text "\(path)" Point
        """
      let run = try Tool.shell(script)
      #expect(run.output == "(x = 7, y = 5, name = \"q\")\n", "\(format): \(run.errors)")
    }
    withExtendedLifetime(folder) {}
  }

  @Test("Encode and decode take types inside of others")
  func nested() throws {
    let (folder, path) = try schema()
    let script = """
      printf '(p = [(x = 1), (y = 2)])' | "$1" capnp encode "\(path)" Outer.Inner \
      | "$1" capnp decode --short "\(path)" Outer.Inner
      """
    let run = try Tool.shell(script)
    #expect(run.output == "(p = [(x = 1, y = 5), (x = 0, y = 2)])\n", "\(run.errors)")
    withExtendedLifetime(folder) {}
  }

  @Test("Constants are shown")
  func eval() throws {
    let (folder, path) = try schema(
      CapnpCommandTests.point + "const five :Int8 = 5; const p :Point = (x = .five);")
    #expect(try Tool.run("capnp", "eval", path, "five").output == "5\n")
    let value = try Tool.run("capnp", "eval", "--short", path, "p")
    #expect(value.output == "(x = 5, y = 5)\n", "\(value.errors)")
    #expect(try Tool.run("capnp", "eval", path, "p.x").output == "5\n")
    #expect(try Tool.run("capnp", "eval", path, "Point.y").output == "5\n")
    let json = try Tool.run("capnp", "eval", "-ojson", "--short", path, "p")
    #expect(json.output == "{\"x\":5,\"y\":5}\n", "\(json.errors)")
    #expect(try Tool.run("capnp", "eval", path, "six").code == 64)
    #expect(try Tool.run("capnp", "eval", path).code == 64)
    withExtendedLifetime(folder) {}
  }

  @Test("Malformed messages are refused with a reason")
  func malformed() throws {
    let (folder, path) = try schema()
    let run = try Tool.run(["capnp", "decode", path, "Point"], input: [0, 0, 0, 0, 9])
    #expect(run.code == 65)
    #expect(run.errors.contains("standard input"))
    withExtendedLifetime(folder) {}
  }
}
