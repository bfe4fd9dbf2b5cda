import CapnProtoCompiler
import Testing

/// Every error the compiler tells, with the place it tells.
@Suite struct DiagnosticTests {
  /// A schema, and what must be said about it: `line:column: beginning of the message`.
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let expected: [String]
    var testDescription: String { text }

    init(_ text: String, _ expected: String...) {
      self.text = text
      self.expected = expected
    }
  }

  @Test(arguments: lexing + parsing + names + types + values + annotations + layout)
  func errorsTellWhereAndWhat(_ test: Case) {
    let errors = SchemaFiles(test.text).errors()
    let told = errors.map { "\($0.line):\($0.column): \($0.message)" }
    for expected in test.expected {
      #expect(told.contains { $0.hasPrefix(expected) }, "\(told)")
    }
    #expect(!errors.isEmpty)
    #expect(errors.allSatisfy { $0.file == "test.capnp" && $0.line > 0 && $0.column > 0 })
  }

  static let lexing = [
    Case("const a :Text = \"abc;\n", "2:17: This text has no closing quotation mark"),
    Case("const a :Text = \"a\\q\";", "2:19: Unknown escape"),
    Case("const a :Text = \"\\xg1\";", "2:18: \\x takes two hexadecimal digits"),
    Case("const a :Data = 0x\"0g\";", "2:17: Data is written as pairs"),
    Case("const a :Data = 0x\"012\";", "2:17: Data is written as pairs"),
    Case("const a :Data = 0x\"\";", "2:17: Data must not be empty"),
    Case("const a :Data = 0x\"00", "2:17: This data is never closed"),
    Case("const a :Int8 = 09;", "2:17: This is no number"),
    Case("const a :Int8 = 0x;", "2:17: This is no number"),
    Case("const a :Int8 = 12ab;", "2:17: This is no number"),
    Case("const a :Float64 = 1.2.3;", "2:20: This is no number"),
    Case("const a :UInt64 = 18446744073709551616;", "2:19: This integer has more than 64 bits"),
    Case("struct A { a @0 :List(Text; }", "2:22: This '(' is never closed"),
    Case("const a :List(Int8) = [1, 2;", "2:23: This '[' is never closed"),
    Case("struct A { a @0 :Int8;", "2:10: This '{' is never closed"),
    Case("struct A {} }", "2:13: Unexpected '}'"),
    Case("struct A { a @0 :Text); }", "2:22: Unexpected ')'"),
    Case("struct A { a @0 :Text, }", "2:22: Unexpected ','"),
    Case("const a :List(Int8) = [1,,2];", "2:26: This list has an empty item"),
    Case("const a :List(Int8) = [,];", "2:24: This list has an empty item"),
    Case("struct A { é @0 :Text; }", "2:12: These characters mean nothing here"),
    Case("struct A { a @0 :Int8 }", "2:22: Expected ';' or a block here"),
  ]

  static let parsing = [
    Case("foo;", "2:1: Expected using, const, annotation, enum, struct or interface"),
    Case("struct A {} ;", "2:13: Expected a declaration"),
    Case("struct;", "2:7: Expected a name"),
    Case("struct A;", "2:1: This statement ends with a block"),
    Case("const a :Int8 = 1 {}", "2:1: This statement ends with a semicolon"),
    Case("struct A $ {}", "2:11: Expected a name or a value"),
    Case("struct A { a @0 Text; }", "2:17: Expected ':' and a type"),
    Case("struct A { a @0 :Text b; }", "2:23: Unexpected here"),
    Case("struct A { a :Text; }", "2:15: Expected an ordinal (@0)"),
    Case("struct A { a @ :Text; }", "2:16: Expected a number behind '@'"),
    Case("struct A { a @65536 :Text; }", "2:15: Ordinals must not be greater than 65535"),
    Case("struct A { a; }", "2:12: Expected a field"),
    Case("struct A { a @0 :Int8 =-1; }", "2:23: Unexpected here"),
    Case("struct A { a @0 :Int8 = -x; }", "2:26: Expected a number behind '-'"),
    Case("struct A { a @1 :union { b @0 :Int8; c @2 :Int8; } }", "2:15: Unions need no ordinal"),
    Case("struct A { a @0! :Int8; }", "2:18: Expected ':' and a type"),
    Case("enum E { a; }", "2:11: Expected an ordinal (@0)"),
    Case("interface I { m (); }", "2:15: Expected a method"),
    Case("interface I { m @0; }", "2:19: Expected '(' or the name of a struct"),
    Case("interface I { m @0 stream; }", "2:20: 'stream' can only stand behind '->'"),
    Case("interface I { m @0 (a Int8); }", "2:23: Expected ':' and a type"),
    Case("interface I { m @0 (a :Int8 b); }", "2:29: Expected ',' or ')'"),
    Case("interface I extends J {}", "2:21: Expected '(' and the interfaces to extend"),
    Case("struct A(T U) {}", "2:12: Expected ',' or the end of the list"),
    Case("const a = 1;", "2:9: Expected ':' and a type"),
    Case("const a :Int8;", "2:14: Expected '=' and a value"),
    Case("const a :Int8 = ;", "2:16: Expected a name or a value"),
    Case("const a :List(Int8) = [1 2];", "2:26: Expected ',' or the end of the list"),
    Case("const a :Int8 = = 1;", "2:17: Expected a name or a value"),
    Case("struct A @0x123 {}", "2:11: An id has its highest bit set"),
    Case("struct A @x {}", "2:11: Expected an id"),
    Case("@0xbb0c61c5d8a1f3e9;", "2:1: A file can only have one id"),
    Case("using A;", "2:7: using without '=' must name"),
    Case("annotation a :Text;", "2:14: Expected '(' and the targets"),
    Case("annotation a(file) Text;", "2:20: Expected ':' and a type"),
    Case("annotation a(zot) :Text;", "2:14: Not a target of annotations"),
    Case("annotation a(file, file) :Text;", "2:20: This target is given twice"),
    Case("annotation a(file, *) :Text;", "2:20: '*' must not stand beside other targets"),
    Case("annotation a(file struct) :Text;", "2:19: Expected one target between commas"),
  ]

  static let names = [
    Case(
      "struct A { a @0 :Int8; a @1 :Int8; }", "2:24: The name is declared twice in this scope",
      "2:12: The name is first declared here"),
    Case(
      "struct A {} enum A {}", "2:18: The name is declared twice",
      "2:18: The id @0x9a55ed97f4489b69 is used twice",
      "2:8: The id @0x9a55ed97f4489b69 is first used here"),
    Case(
      "struct A { union { a @0 :Int8; b @1 :Int8; } union { c @2 :Int8; d @3 :Int8; } }",
      "2:46: The scope has a union without a name already"),
    Case(
      "interface I { m @0 (a :Int8, a :Int8); }", "2:30: The name is declared twice in this list"),
    Case("struct a {}", "2:8: Names of types start with a capital letter"),
    Case("using t = Text;", "2:7: Names of types start with a capital letter"),
    Case("const A :Int8 = 1;", "2:7: Names of what is no type start with a small letter"),
    Case("struct A { b_c @0 :Int8; }", "2:12: Names are written in camelCase"),
    Case(
      "struct A { g :group { struct B {} a @0 :Int8; } }", "2:30: Such a declaration can't stand"),
    Case("struct A @0xbb0c61c5d8a1f3e8 {}", "2:8: The id @0xbb0c61c5d8a1f3e8 is used twice"),
    Case("struct A { a @0 :B; }", "2:18: Not defined"),
    Case("struct A { a @0 : .B; }", "2:20: Not defined in this file"),
    Case("struct A { a @0 :Text.b; }", "2:23: 'Text' has no member of this name"),
    Case("struct A { a @0 :A.B; }", "2:20: 'A' has no member of this name"),
    Case("using A = B; using B = A; ", "2:11: This alias stands for itself"),
    Case("using A = Foo;", "2:11: Not defined"),
    Case("using A = import \"nope.capnp\";", "2:18: There is no such file to import"),
    Case("const a :Data = embed \"nope\";", "2:23: There is no such file to embed"),
  ]

  static let types = [
    Case("const c :Int8 = 1; struct A { a @0 : .c; }", "2:38: '.c' is not a type"),
    Case("struct A { a @0 :3; }", "2:18: Expected a name"),
    Case("struct A { a @0 :List; }", "2:18: List needs the type of its elements"),
    Case("struct A { a @0 :List(AnyPointer); }", "2:18: Lists of AnyPointer are not supported"),
    Case("struct A { a @0 :List(AnyStruct); }", "2:18: Lists of AnyStruct are not supported"),
    Case("struct A(T) { a @0 :List(T); }", "2:21: Lists of AnyPointer are not supported"),
    Case("struct A { a @0 :Text(Text); }", "2:18: It has no parameters"),
    Case("struct A(T) { a @0 :A(Text, Text); }", "2:21: It has 1 parameters, not 2"),
    Case("struct A(T) { a @0 :A(Int8); }", "2:23: Only pointer types can be bound"),
    Case("struct A(T) { a @0 :A(x = Text); }", "2:23: A type parameter has no name here"),
    Case("using L = List(Text); struct A { a @0 :L(Text); }", "2:40: Its parameters are bound"),
    Case("struct S {} interface I extends(S) {}", "2:33: This is not an interface"),
    Case("interface I(T) extends(T) {}", "2:24: A type parameter can't be extended"),
    Case("interface I { m @0 Text -> (); }", "2:20: This is not a struct"),
    Case("interface I(T) { m @0 T -> (); }", "2:23: A type parameter can't be all parameters"),
  ]

  static let values = [
    Case("const a :Int8 = 128;", "2:17: The integer does not fit into Int8"),
    Case("const a :UInt8 = -1;", "2:18: The integer does not fit into UInt8"),
    Case("const a :Int64 = -9223372036854775809;", "2:18: The integer does not fit into Int64"),
    Case("const a :Bool = 1;", "2:17: Expected a value of type Bool"),
    Case("const a :Text = void;", "2:17: Expected a value of type Text"),
    Case("const a :Int8 = 1.5;", "2:17: Expected a value of type Int8"),
    Case("const a :Int8 = inf;", "2:17: Expected a value of type Int8"),
    Case("const a :Text = 0x\"00\";", "2:17: Expected a value of type Text"),
    Case("const a :Int8 = \"x\";", "2:17: Expected a value of type Int8"),
    Case("const a :Int8 = [1];", "2:17: Expected a value of type Int8"),
    Case("const a :Int8 = (a = 1);", "2:17: Expected a value of type Int8"),
    Case("const a :List(Int8) = 3;", "2:23: Expected a value of type List(Int8)"),
    Case("enum E { a @0; } const a :E = b;", "2:31: Not defined"),
    Case("enum E { a @0; } const a :E = 0;", "2:31: Expected a value of type E"),
    Case("const a :AnyPointer = \"x\";", "2:23: Expected a value of type AnyPointer"),
    Case("interface I {} const a :I = 3;", "2:29: Expected a value of type I"),
    Case("struct A(T) { a @0 :T = \"x\"; }", "2:25: A value of a type parameter"),
    Case("struct A { a @0 :A = (b = 1); }", "2:23: The struct has no field of this name"),
    Case("struct A { a @0 :A = (3, 4); }", "2:23: The name of a field is missing"),
    Case(
      "struct A { g :group { a @0 :Int8; } } const c :A = (g = 3);",
      "2:57: Expected the fields of the group"),
    Case("const x :Int8 = 3; const y :Int8 = x;", "2:36: A constant needs its scope in front"),
    Case("struct S {} const y :Int8 = .S;", "2:29: This is not a constant"),
    Case("const x :Int8 = .y; const y :Int8 = .x;", "2:7: The declaration depends on itself"),
    Case(
      "const x :List(Int8) = .y; const y :List(Int8) = .x;",
      "2:7: The declaration depends on itself"),
    Case("const a :List(Text) = .b; const b :List(Data) = [];", "2:23: Expected a value of type"),
    Case("struct S {} const a :S = embed \"test.capnp\";", "2:26: The embedded file is no message"),
  ]

  static let annotations = [
    Case("struct A $b {}", "2:11: Not defined"),
    Case("struct B {} struct A $B {}", "2:23: This is not an annotation"),
    Case("annotation b(file) :Void; struct A $b {}", "2:37: This annotation can't be put here"),
    Case("annotation b(struct) :Text; struct A $b {}", "2:39: This annotation needs a value"),
    Case("annotation b(struct) :Text; struct A $b(3) {}", "2:41: Expected a value of type Text"),
    Case("annotation a(*) :Void $a;", "2:12: The declaration depends on itself"),
  ]

  static let layout = [
    Case("struct A { a @0 :Int8; b @2 :Int8; }", "2:27: Ordinal @1 is left out"),
    Case(
      "struct A { a @0 :Int8; b @0 :Int8; }", "2:27: The ordinal is used twice",
      "2:15: The ordinal is first used here"),
    Case("enum E { a @1; }", "2:13: Ordinal @0 is left out"),
    Case("interface I { m @0 (); n @0 (); }", "2:27: The ordinal is used twice"),
    Case("struct A { union { a @0 :Int8; } }", "2:12: A union has at least two members"),
    Case("struct A { g :group {} }", "2:12: A group has at least one member"),
    Case(
      "struct A { union { union { a @0 :Int8; b @1 :Int8; } c @2 :Int8; } }",
      "2:20: A union in a union needs a name"),
    Case(
      "struct A { u @2! :union { a @0 :Int8; b @1 :Int8; } }",
      "2:15: The ordinal of a union must be greater than"),
    Case(
      "struct A { union { a @0 :UInt8; b :union { c @1 :UInt8; d :group { e @2 :UInt16;"
        + " f @3 :UInt64; } } } }", "2:68: The unions here have no layout"),
  ]

  @Test func fileWithoutAnID() {
    let errors = SchemaFiles(["test.capnp": "struct A {}"]).errors()
    #expect(errors.map(\.message).first?.hasPrefix("The file declares no id") == true)
    #expect(errors.count == 1)
  }

  @Test func fileThatIsMissing() {
    let errors = SchemaFiles([:]).errors()
    #expect(errors.map(\.message) == ["There is no such file, or it can't be read"])
    #expect(errors.first?.description.hasPrefix("test.capnp: error: ") == true)
  }

  @Test func severalErrorsAreToldInTheOrderOfTheText() {
    let errors = SchemaFiles(
      "struct A { a @0 :B; }\nstruct C { a @1 :Int8; }\nfoo;\nconst c :Int8 = 300;"
    ).errors()
    #expect(errors.map(\.line) == [2, 3, 4, 5])
    #expect(errors.map(\.excerpt) == ["B", "1", "foo", "300"])
  }

  @Test func errorsOfImportedFilesNameTheFile() {
    let errors = SchemaFiles([
      "test.capnp": "@0xbb0c61c5d8a1f3e8;\nstruct A { a @0 :import \"sub/b.capnp\".B; }",
      "sub/b.capnp": "@0xbb0c61c5d8a1f3e9;\nstruct B { a @0 :C; }",
    ]).errors()
    #expect(errors.map(\.description) == ["sub/b.capnp:2:18: error: Not defined: C"])
  }

  @Test func manyErrorsAreNotAllTold() {
    let text = (0..<1000).map { "const c\($0) :Nope = 1;" }.joined(separator: "\n")
    #expect(SchemaFiles(text).errors().count == 100)
  }
}
