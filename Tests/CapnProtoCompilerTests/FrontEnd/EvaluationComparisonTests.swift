import CapnProtoCompiler
import Platform
import Testing

/// What `capnp eval` shows, and what we show.
@Suite struct EvaluationComparisonTests {
  private static let schema = """
    @0xbf5147cbbecf40c1;
    using Other = import "other.capnp";
    enum Color { red @0; green @1; blue @2; }
    annotation note @0xd36e6aef3f1ac2c1 (field, struct) :Text;
    struct Point {
      x @0 :Int32 = 7; y @1 :Int32; name @2 :Text = "origin"; col @3 :Color = green;
      list @4 :List(Int32) = [1, 2, 3]; inner @5 :Point;
      union { a @6 :Int16 = 5; b @7 :Text; v @8 :Void; }
      grp :group { g1 @9 :Int8 = -3; g2 @10 :Bool = true; sub :group { deep @17 :UInt8 = 9; } }
      any @11 :AnyPointer;
      const nested :Int32 = 99;
      struct Deep {
        const k :Text = "deep\\n\\"q\\""; f @0 :Float32 = 1.5; z @1 :Data = 0x"00 ff 41";
      }
      lp @12 :List(Point);
      un :union { p @13 :Void; q @14 :UInt64 = 18446744073709551615; }
      d @15 :Float64 = 1e100; i @16 :Iface;
    }
    struct Box(T) { value @0 :T; const inside :UInt8 = 7; }
    interface Iface { foo @0 (x :Int32 = 4) -> (y :Text = "res"); const ic :Int32 = 8; }
    const pt :Point = (x = 1, y = 2, name = "hello",
      inner = (x = 3, lp = [(x = 4), (y = 5)]),
      lp = [(x = 10), (x = 11, inner = (y = 12))], b = "bee", un = (q = 77));
    const num :Int32 = -5;
    const flt :Float64 = inf;
    const few :Float32 = 0.1;
    const nan1 :Float32 = nan;
    const few32 :List(Float32) = [0.1, -0.7];
    const txt :Text = "some \\x01 text";
    const dat :Data = 0x"01 02 ff";
    const col :Color = blue;
    const vd :Void = void;
    const bl :Bool = true;
    const big :Int64 = -9223372036854775808;
    const lst :List(List(Int32)) = [[1, 2], [3], []];
    const lpt :List(Point) = [(x = 1), (x = 2)];
    const lcol :List(Color) = [red, blue];
    const ltxt :List(Text) = ["a", "b"];
    const lbl :List(Bool) = [true, false];
    const sum :Int32 = .num;
    const outer :Point = .pt;
    const fromOther :Int32 = Other.uc;
    const deepk :Text = Point.Deep.k;
    const grpc :Point = (grp = (g1 = 4, sub = (deep = 1)));
    const box :Box(Text) = (value = "in");
    """

  private static let other = """
    @0xbf5147cbbecf40c2;
    const uc :Int32 = 42;
    struct US { a @0 :Int32 = 3; const uk :Text = "uk"; }
    """

  private static let values = [
    "num", "flt", "few", "nan1", "few32", "few32[1]", "txt", "dat", "col", "vd", "bl", "big", "lst",
    "lst[0]",
    "lst[0][1]", "lst[2]", "lpt", "lpt[1].x", "lpt[1].name", "lcol", "lcol[1]", "ltxt[0]",
    "lbl", "lbl[1]", "pt.x", "pt.name", "pt.col", "pt.list", "pt.list[1]", "pt.inner.x",
    "pt.inner.lp[1].y", "pt.lp", "pt.lp[1].inner.y", "pt.b", "pt.grp.g1", "pt.un.q", "pt.any",
    "pt.d", "grpc.grp.g1", "grpc.grp.sub.deep", "sum", "outer.inner.x", "fromOther", "deepk",
    "Point.x", "Point.y", "Point.name", "Point.col", "Point.list", "Point.list[1]",
    "Point.inner.x", "Point.a", "Point.grp.g1", "Point.grp.g2", "Point.grp.sub.deep",
    "Point.un.p", "Point.any", "Point.lp", "Point.d", "Point.nested", "Point.Deep.k",
    "Point.Deep.f", "Point.Deep.z", "Iface.ic", "Other.uc", "Other.US.a", "Other.US.uk",
    "Box.inside", "Box.value", "box.value",
  ]

  private static let structs = [
    "pt", "pt.inner", "pt.inner.inner", "pt.inner.lp[0]", "pt.lp[1].inner", "pt.grp", "pt.un",
    "pt.grp.sub", "lpt[1]", "outer", "grpc", "grpc.grp", "Point.inner", "Point.grp", "Point.un",
    "box",
  ]

  /// What the tool refuses, or ends at with an exception.
  private static let refused = [
    "lst[5]", "pt.a", "pt.un.p", "Point.b", "Point.v", "Point.un.q", "Point.Deep", "Color",
    "Color.red", "note", "Iface", "Iface.foo", "Other", ".num", "nosuch", "pt.nosuch", "pt[0]",
    "num.x", "num[0]", "txt[0]", "dat[0]", "lst[0", "pt.", "pt x", "3", "(x = 3)", "Text", "true",
    "lst[-1]", "lst[num]", "lst[0,1]", "lpt[1].",
  ]

  private func files() -> SchemaFiles {
    SchemaFiles([
      "test.capnp": EvaluationComparisonTests.schema,
      "other.capnp": EvaluationComparisonTests.other,
    ])
  }

  private func compare(_ names: [String], _ format: String, isPretty: Bool) throws {
    let files = files()
    let schema = try files.compile()
    let directory = try TemporaryDirectory()
    for (path, bytes) in files.files { try directory.write(bytes, to: path) }
    let path = "\(directory.path)/test.capnp"
    for name in names {
      let options = ["-o\(format)"] + (isPretty ? [] : ["--short"])
      let standard = try CapnpTool.run(["eval"] + options + [path, name])
      let own = try schema.value(of: name, as: format, isPretty: isPretty)
      #expect(
        own == standard,
        """
        \(name) as \(format): \(String(decoding: own, as: UTF8.self)) instead of
        \(String(decoding: standard, as: UTF8.self))
        """)
    }
  }

  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing), arguments: [true, false])
  func allValuesAreTheSameText(_ isPretty: Bool) throws {
    let names = EvaluationComparisonTests.values + EvaluationComparisonTests.structs
    try compare(names, "text", isPretty: isPretty)
  }

  @Test(
    .enabled(if: CapnpTool.isInstalled, CapnpTool.missing),
    arguments: ["json", "binary", "packed", "flat", "flat-packed", "canonical"])
  func structsAreTheSameBytes(_ format: String) throws {
    try compare(EvaluationComparisonTests.structs, format, isPretty: true)
    if format == "json" { try compare(EvaluationComparisonTests.structs, format, isPretty: false) }
  }

  @Test func whatTheToolRefusesIsRefused() throws {
    let schema = try files().compile()
    for name in EvaluationComparisonTests.refused {
      #expect(throws: MessageConversion.Failure.self, "\(name)") { try schema.value(of: name) }
    }
  }

  @Test func allNamesAreKnownWithoutTheTool() throws {
    let schema = try files().compile()
    for name in EvaluationComparisonTests.values + EvaluationComparisonTests.structs {
      #expect(try !schema.value(of: name).isEmpty, "\(name)")
    }
  }
}
