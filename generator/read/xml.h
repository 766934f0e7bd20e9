/*
 * xml: the elements of an XML part in an archive, as calls (door to expat).
 *
 * A document type declaration is refused, so no entity is ever defined or expanded; elements deeper
 * than XML_DEPTH_MAX are refused. Names come without their prefix: office programs differ in it.
 *
 * Invariants. Names, attributes and text are borrowed for the call; text may come in pieces.
 */
#ifndef READ_XML_H
#define READ_XML_H

#include "read/zip.h"

enum { XML_DEPTH_MAX = 64 };

/* Attributes of one element. */
typedef struct XmlAttributes {
    const char *const *pairs; /* name, value, …, NULL */
} XmlAttributes;

/* The value of an attribute by its name without prefix; empty: there is none. */
Str xml_attribute(XmlAttributes attributes, const char *name);

typedef struct XmlCalls {
    void (*start)(void *self, Str name, XmlAttributes attributes);
    void (*end)(void *self, Str name);
    void (*text)(void *self, Str text);
    void *self;
    /* When not NULL and true, reading stops without an error. */
    const bool *enough;
} XmlCalls;

/* false: reported at the archive's file. */
bool xml_read(const Zip *zip, const ZipEntry *entry, const XmlCalls *calls, Diag *d);

#endif
