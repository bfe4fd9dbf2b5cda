@0xe5d0a1b2c3f48697;
# A file that another one imports.

struct Thing {
  name @0 :Text;
  kind @1 :Kind;
  enum Kind { a @0; b @1; }
}

struct OtherNode { x @0 :Int32; }

interface Service {
  serve @0 (thing :Thing) -> (thing :Thing);
}
