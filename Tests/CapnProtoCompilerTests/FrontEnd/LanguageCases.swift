/// Schemas that use one feature of the language each; an id goes in front.
enum LanguageCases {
  /// Files that some of them need.
  static let besides: [String: [UInt8]] = [
    "embedded.dat": Array("hello\0x".utf8),
    // A message with the struct (a = 5, b = "emb") of `embedding`.
    "embedded.bin": [
      0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 34, 0, 0,
      0, 101, 109, 98, 0, 0, 0, 0, 0,
    ],
    "sub/a.capnp": Array(
      "@0xbb0c61c5d8a1f3e9;\nusing B = import \"b.capnp\"; struct A { b @0 :B.B; }".utf8),
    "sub/b.capnp": Array(
      "@0xbb0c61c5d8a1f3ea;\nstruct B { a @0 :import \"a.capnp\".A; } struct Unused {}".utf8),
    "include/dir/c.capnp": Array("@0xbb0c61c5d8a1f3eb;\nstruct C {} const k :Int8 = 3;".utf8),
  ]

  static let valid = [
    // Comments and documentation.
    """
    # about the file? no: it follows nothing
    struct A { a @0 :Int8; # x
    # y

    # z
    b @1 :Int8;
      # bdoc
        # bdoc2

     c @2 :Int8
       # not this
       ;#c
     union { # nobody
       # has this
       d @3 :Int8; e @4 :Int8; }# late
     g :group { f @5 :Int8; } # gdoc
    } # Adoc
    enum E { # Edoc
     a @1; # first
     b @0; # second
     } # too late
    interface I { m @1 (a :Int8 # no
     ) ; #mdoc\u{20}
     n @0 () -> (x :Int8); #ndoc
     } const c :Int8 = 1; # cdoc
    annotation ann (file) :Text; # adoc
    using X = A; #using
    """,
    "struct A {\r\n  a @0 :Int8;\r\n  # windows\r\n}\r\n",
    // Numbers and texts.
    """
    const a :Int8 = -128; const b :UInt64 = 0xffffffffffffffff; const c :Int16 = 0777;
    const d :Float32 = 1.; const e :Float64 = 1.e5; const f :Float64 = 1e+5; const g :Float32 = 3;
    const h :Float64 = -inf; const i :Float32 = nan; const j :Float64 = -0.0; const k :Int64 = -0;
    const l :Text = "\\a\\b\\f\\n\\r\\t\\v\\'\\"\\\\\\?\\x41\\101\\0é"; const m :Data = "\\xff\\0";
    const n :Data = 0x"01 ff\n 2A"; const o :Void = void; const p :Bool = true; const q :Int8 = (3);
    const r :Float32 = 16777217; const s :Float64 = 0x10; const t :UInt8 = 0; const u :Int8 = - 5;
    """,
    "const a :List(Int8) = [1, 2, ]; const b :List(List(Text)) = [[], [\"a\",], []];",
    // Values of structs.
    """
    struct P { a @0 :Int16 = 7; b @1 :Text = "dflt"; union { c @2 :P; d @3 :Float32 = 1.5;
      g :group { h @4 :Int64 = 3; i @5 :Data; union { j @8 :Int8; k @9 :Text; } } }
      l @6 :List(Bool) = [true, false]; e @7 :E = b; }
    enum E { a @0; b @1; }
    const p1 :P = (a = 7); const p2 :P = (a = 0, b = "", d = 1.5); const p3 :P = (c = (c = ()));
    const p4 :P = (g = (h = 4, k = "x"), e = a); const p5 :P = (g = (k = "x"), d = 1);
    const p6 :P = (d = 2, c = (), g = ()); const p7 :List(P) = [.p1, (), .p4]; const p8 :P = .p4;
    const p9 :List(E) = [a, b, a]; const p10 :List(Void) = [void, void]; const p11 :List(Data) = [];
    const p12 :List(UInt16) = [1, .n]; const n :UInt8 = 200; const p13 :Float32 = .n;
    const p14 :List(Float64) = [.n, -.5e0, inf];
    """.replacing("-.5e0", with: "-0.5"),
    "struct A { const x :Int8 = 5; struct B { const y :Text = \"y\"; } a @0 :Int8 = .A.x;"
      + " b @1 :Text = .A.B.y; c @2 :Int16 = A.x; }",
    "using C = import \"/dir/c.capnp\"; const a :Int16 = C.k; const b :Int8 = import \"/dir/c.capnp\".k;",
    "const a :Data = embed \"embedded.dat\"; const b :Text = embed \"embedded.dat\";",
    "struct S { a @0 :UInt8; b @1 :Text; } const s :S = embed \"embedded.bin\";",
    // Imports and aliases.
    "struct S { a @0 :import \"sub/a.capnp\".A; c @1 :import \"/dir/c.capnp\".C; }",
    "using import \"sub/b.capnp\".B; using Sub = import \"sub/a.capnp\"; struct S { a @0 :Sub.A; }",
    "using T = Text; using L = List; using LT = List(T); struct A { a @0 :L(LT); b @1 : .A; }",
    "struct A { struct B { struct C {} } using D = B.C; d @0 :D; e @1 :A.D; f @2 : .A.B.C; }",
    // Generics.
    """
    struct A(T) { struct B { x @0 :T; } using C = B; using D = A(Text).B; t @0 :T; v @1 :B; }
    struct U { a @0 :A(Data).C; b @1 :A(Data).D; c @2 :A(Text); d @3 :A.B; e @4 :A(A(A(Text))); }
    using Q = A(Text); struct V { a @0 :Q.B; b @1 :Q; c @2 :A(List(Int8)); d @3 :A(AnyPointer); }
    struct W(X, Y) { struct In(Z) { x @0 :X; y @1 :Y; z @2 :Z; w @3 :W(Z, X); i @4 :In(Y); } }
    const g :A(Text) = (t = "t", v = (x = "y")); const h :A(Text) = .g;
    struct G(T) { enum E { a @0; } e @0 :E; interface I { m @0 (t :T); } i @1 :I; }
    annotation ga(struct) :A(Text); struct H $ga((t = "x")) {}
    """,
    """
    interface A(T) { m @0 [X, Y] (a :X, b :T, c :B(X)) -> (z :List(Text)); n @1 B(Text) -> B(T);
      o @2 [Q] B(Q) -> B(Q); p @3 [Q] (t :Q) -> (); s @4 (a :Int8 = 3, b :Text = "x") -> stream;
      struct In { x @0 :T; } }
    struct B(T) { x @0 :T; } interface C extends(A(Text)) {} interface D(T) extends(A(T), C) {}
    struct U { a @0 :A(Text).In; b @1 :D(Data); c @2 :D; }
    """,
    // Annotations.
    """
    struct N { x @0 :Int8 $N.c; annotation c(field) :Void; u :union $d { y @1 :Void; z @2 :Void; }
      g :group $d { q @3 :Int8; } }
    annotation d(union, group) :Void; annotation e(param) :Void; annotation f(method) :Text;
    interface I $all("i") { m @0 (a :Int8 $e) -> (b :Int8 $e) $f("m") $all("x"); }
    annotation all(*) :Text; enum E $all("e") { a @0 $all("v"); } const c :Int8 = 1 $all("c");
    annotation an(annotation) :Int32 $all("an"); annotation st(struct) :S $an(-4);
    struct S $st(a = 1, b = "q") { a @0 :Int8; b @1 :Text; } $all("file");
    struct T $st() $import "/capnp/c++.capnp".name("Other") {}
    """,
    // Layout.
    "struct A { a @0 :Bool; b @1 :Int8; c @2 :Int16; d @3 :Int32; e @4 :Int64; f @5 :Bool; }",
    "struct A { a @3 :Int64; b @1 :Int8; c @0 :Text; d @2 :Bool; e @4 :Int32; f @5 :Int16; }",
    "struct A { union { a @0 :Int8; b @1 :Int64; } c @2 :Int8; u :union { d @3 :Bool; e @4 :Text; } }",
    "struct A { u @1! :union { a @0 :Int8; b @2 :Int8; c @3 :Text; } f @4 :UInt32; }",
    """
    struct A { union { g :group { a @0 :Int8; b @3 :Int32; c @6 :Int64; }
      h :group { d @1 :Bool; e @2 :Int16; f @4 :Text; i @5 :Int8; j @7 :Data; }
      k :union { l @8 :Void; m @9 :Void; n :group { o @10 :Int16; p @11 :Bool; } } } q @12 :Bool; }
    """,
    "struct A { union { a :union { b :union { c @0 :Void; d @1 :Void; } e @2 :UInt64; } f @3 :Int8; } }",
    // Empty declarations and odd places.
    "interface I {} enum E {} struct S {} ",
    "struct S { using T = Text; enum E { a @0; } interface I { const k :Int8 = 2; } e @0 :E; }",
    "struct Union { union @0 :Text; struct @1 :Int8; using @2 :Int8; group :group { const @3 :Int8; } }",
    "struct A { a @0 :AnyStruct; b @1 :AnyList; c @2 :Capability; d @3 :List(Capability);"
      + " e @4 :List(AnyList); f @5 :AnyPointer; }",
    "struct A @0xbb0c61c5d8a1f3f0 { g :group { a @0 :Int8; } } const c @0xbb0c61c5d8a1f3f1 :Int8 = 1;"
      + " enum E @0xbb0c61c5d8a1f3f2 {} annotation a @0xbb0c61c5d8a1f3f3 (file) :Void;",
  ]
}
