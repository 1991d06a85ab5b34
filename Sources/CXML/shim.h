#pragma once
#include <string.h>
/* Debian's libxml2 shows ICU in its headers, which Swift's Foundation has in another version. Nothing that is used here
   has to do with it. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

/* The parser's events without its tree: a tree would be cut off at a depth of 256, and is not needed. The structure of
   callbacks has fields that Swift can't name safely, so it is filled here. */

typedef void (*cxml_start)(void *reader, const xmlChar *name, const xmlChar **attributes);
typedef void (*cxml_end)(void *reader, const xmlChar *name);
typedef void (*cxml_text)(void *reader, const xmlChar *bytes, int count);

/* Parses UTF-8. Returns 0 where there is no memory for it. No file and no network is touched, nothing is printed. */
static inline int cxml_parse_html(
    const char *bytes, int count, void *reader, cxml_start start, cxml_end end, cxml_text text) {
    htmlParserCtxtPtr context = htmlNewParserCtxt();
    if (context == NULL) return 0;
    if (context->sax == NULL) {
        htmlFreeParserCtxt(context);
        return 0;
    }
    memset(context->sax, 0, sizeof(*context->sax));
    context->sax->startElement = start;
    context->sax->endElement = end;
    context->sax->characters = text;
    context->sax->ignorableWhitespace = text;
    context->sax->cdataBlock = text;
    context->userData = reader;
    htmlDocPtr document = htmlCtxtReadMemory(
        context, bytes, count, NULL, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD
            | HTML_PARSE_IGNORE_ENC);
    if (document != NULL) xmlFreeDoc(document);
    htmlFreeParserCtxt(context);
    return 1;
}

/* The code point that an entity such as "ge" stands for; 0 where there is none of that name. */
static inline unsigned int cxml_entity(const char *name) {
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    return entity == NULL ? 0 : entity->value;
}
